/** The API for people: what openapi.json says, without anybody else's scripts. */
import { ask } from "./ask.js";
import { byId } from "./card.js";

const { paths, components } = await ask("/openapi.json");

for (const [path, methods] of Object.entries(paths))
  for (const [method, about] of Object.entries(methods)) byId("api").append(route(path, method, about));

function route(path, method, about) {
  const made = document.createElement("details");
  const summary = document.createElement("summary");
  summary.append(text("b", method.toUpperCase()), ` ${path} `, text("small", about.description ?? ""));
  made.append(summary);
  const asked = (about.parameters ?? []).map((one) => [one.name, one.schema?.type ?? "", one.required]);
  const body = about.requestBody?.content?.["application/json"]?.schema?.$ref?.split("/").at(-1);
  const shape = body && components.schemas[body];
  if (shape) made.append(text("p", shape.description ?? ""));
  for (const [name, field] of Object.entries(shape?.properties ?? {}))
    asked.push([name, kind(field), shape.required?.includes(name)]);
  const list = document.createElement("dl");
  list.className = "keys";
  for (const [name, type, required] of asked)
    list.append(text("dt", name), text("dd", `${type}${required ? ", required" : ""}`));
  made.append(list);
  return made;
}

function kind(field) {
  const one = field.anyOf ? field.anyOf.map(kind).join(" or ") : (field.enum?.join(" | ") ?? field.type);
  return one ?? field.const ?? field.$ref?.split("/").at(-1) ?? "any";
}

function text(tag, content) {
  return Object.assign(document.createElement(tag), { textContent: content });
}
