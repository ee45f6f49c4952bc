"""The postmortem that the tests open in their editor."""

CHECKOUT = """\
---
howcome: 1
title: Checkout errors after a release
class: incident
severity: SEV-2
services: [checkout-api]
status: draft
owner: Ines
roles:
  incident commander: Mira
timezone: UTC
---

# Checkout errors after a release

## Incident Summary

🚨 Orders failed 🚨 and human error was named. (evidence: alerts#1812)

## Timeline of Events

- 2026-11-20 14:02Z [impact-started] One order in ten failed 🚨 ^t5fk2 (kind: metric; evidence: alerts#1812)
- 2026-11-20 14:09Z [detected] Alert CheckoutErrors fired ^t8xw1 (evidence: alerts#1812:f3, deploy.json)

## Root Cause Analysis

- Why did checkout return errors? ^wq3x7 (root: began)
  - The pool ran dry [contributing] ^w81bd (status: confirmed)
    - Nothing limits workers [systemic] ^wk0zz (since: 2024-06; also: wq3x7)

## Action Items

- [ ] Limit workers per release ^a7kq2 (owner: Dana; due: 2026-12-04; addresses: wk0zz, w81bd)
- [ ] Call +49 30 901820 first ^a9m3t (owner: Mira)

## Preventive Measures

- Roll the limit out ^m2pp8 (for: a7kq2)

## Appendix

### Evidence

- alertmanager.json ^alerts (kind: alertmanager; sha256: 0000)
- https://example.com/deploys ^deploy.json (kind: github)
"""
