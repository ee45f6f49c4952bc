"""One file a rule. Each defines `rule`; its docstring is the reference page. Rules do not know each other."""
