// What pages without an editor do with a little script: uploads with progress, copying, and hearing of new texts.
// Every page works without it.

const notice = (words) => {
  const place = document.getElementById("notice");
  if (!place) return;
  place.textContent = words;
  clearTimeout(notice.timer);
  notice.timer = setTimeout(() => { place.textContent = ""; }, 6000);
};

// Files: dropped, chosen, or whole folders, with their paths.
async function* filesOf(entry, path) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    yield { file, name: path + entry.name };
  } else if (entry.isDirectory) {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return;
      for (const inner of some) yield* filesOf(inner, `${path}${entry.name}/`);
    }
  }
}

const size = (bytes) => bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`;

function prepareUpload(form) {
  const drop = form.querySelector(".drop");
  const list = form.querySelector(".picked");
  const progress = form.querySelector("progress");
  const files = form.querySelector("input[name=files]");
  const folder = form.querySelector("input[webkitdirectory]");
  let picked = [];
  files.required = false;
  form.querySelector(".folder-pick").hidden = false;

  const show = () => {
    const all = picked.reduce((sum, one) => sum + one.file.size, 0);
    const names = picked.slice(0, 8).map((one) => `${one.name} (${size(one.file.size)})`);
    if (picked.length > 8) names.push(`and ${picked.length - 8} more, ${size(all)} in all`);
    list.replaceChildren(...names.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  };
  const take = (chosen) => {
    picked = [...picked, ...chosen];
    show();
  };
  for (const input of [files, folder]) {
    input.addEventListener("change", () => {
      take([...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name })));
      input.value = "";
    });
  }
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => drop.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const found = [];
    for (const entry of entries) for await (const one of filesOf(entry, "")) found.push(one);
    take(found.length ? found : [...event.dataTransfer.files].map((file) => ({ file, name: file.name })));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!picked.length) {
      notice("Choose or drop at least one file first.");
      files.focus();
      return;
    }
    const data = new FormData();
    for (const field of form.querySelectorAll("input[name]:not([type=file])")) data.append(field.name, field.value);
    for (const one of picked) data.append("files", one.file, one.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (moved) => {
      progress.hidden = false;
      progress.value = moved.lengthComputable ? 100 * moved.loaded / moved.total : 0;
    });
    request.addEventListener("load", () => {
      if (request.status < 400) location.assign(request.responseURL);
      else {
        progress.hidden = true;
        const said = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main p");
        notice(said?.textContent || "The upload did not work.");
      }
    });
    request.addEventListener("error", () => { progress.hidden = true; notice("The upload was interrupted. Try again."); });
    request.send(data);
  });
}

// Pages that show the text are fetched again when it changes, but never under somebody's hands.
function follow(region) {
  let known = null;
  const source = new EventSource(region.dataset.changes);
  const refresh = () => {
    const editing = region.querySelector("form[data-dirty], dialog[open]");
    if (editing || document.hidden) return;
    htmx.trigger(region, "text");
  };
  source.addEventListener("text", (event) => {
    if (known !== null && known !== event.data) refresh();
    known = event.data;
  });
  source.addEventListener("moved", () => { source.close(); location.reload(); });
  document.addEventListener("visibilitychange", refresh);
  region.addEventListener("input", (event) => event.target.closest("form")?.setAttribute("data-dirty", ""));
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("form[data-upload]").forEach(prepareUpload);
  document.querySelectorAll("[data-changes]").forEach(follow);
  document.getElementById("cited")?.scrollIntoView({ block: "center" });
});
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    document.execCommand("copy");
  }
  notice("Copied.");
});
document.addEventListener("htmx:responseError", (event) => {
  const said = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").querySelector("main p");
  notice(said?.textContent || "That did not work.");
});
document.addEventListener("htmx:sendError", () => notice("The server cannot be reached. Try again in a moment."));
