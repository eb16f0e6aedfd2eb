/** A cell of a sheet: a thumbnail, a name, its labels. */

let cells = 0;

/** An empty cell with the thumbnail of an item. */
export function made(item) {
  const cell = document.createElement("div");
  cell.className = "cell";
  cell.id = `cell${cells++}`;
  cell.setAttribute("role", "option");
  const picture = Object.assign(new Image(), { loading: "lazy", decoding: "async", alt: "", draggable: false });
  picture.addEventListener("error", () => (picture.hidden = true));
  picture.src = `/thumbnail/${encodeURIComponent(item.image)}.jpg`;
  const [name, label] = [document.createElement("span"), document.createElement("b")];
  name.className = "named";
  cell.append(picture, name, label);
  return cell;
}

/** Write a cell's name and labels: text, never markup. */
export function fill(cell, item) {
  const [, name, label] = cell.children;
  name.textContent = item.name || item.image;
  const told = (item.labels ?? []).join(" · ");
  const proposed = item.proposal?.quality ?? item.proposal?.probable ?? "";
  label.textContent = told || (proposed && `${proposed}?`);
  cell.dataset.labelled = String(Boolean(item.value ?? told));
  cell.dataset.label = item.labels?.[0] ?? "";
  cell.title = [item.image, item.name, told, item.proposal?.reason].filter(Boolean).join("\n");
}
