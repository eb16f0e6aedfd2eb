/**
 * The API for people: what openapi.json says, without anybody else's scripts.
 *
 * @typedef {{type?: string, enum?: string[], anyOf?: Field[], const?: string, $ref?: string}} Field
 * @typedef {{description?: string, required?: string[], properties?: Record<string, Field>}} Shape
 * @typedef {{description?: string, parameters?: {name: string, schema?: Field, required?: boolean}[],
 *   requestBody?: {content?: Record<string, {schema?: Field}>}}} Method
 * @typedef {{paths: Record<string, Record<string, Method>>,
 *   components: {schemas: Record<string, Shape>}}} Api
 */
import { ask } from "./ask.js";
import { byId } from "./card.js";

const { paths, components } = /** @type {Api} */ (await ask("/openapi.json"));

for (const [path, methods] of Object.entries(paths))
  for (const [method, about] of Object.entries(methods)) byId("api").append(route(path, method, about));

/** @param {string} path @param {string} method @param {Method} about */
function route(path, method, about) {
  const made = document.createElement("details");
  const summary = document.createElement("summary");
  summary.append(text("b", method.toUpperCase()), ` ${path} `, text("small", about.description ?? ""));
  made.append(summary);
  /** @type {[string, string, boolean | undefined][]} */
  const asked = (about.parameters ?? []).map((one) => [one.name, one.schema?.type ?? "", one.required]);
  const body = about.requestBody?.content?.["application/json"]?.schema?.$ref?.split("/").at(-1);
  const shape = body ? components.schemas[body] : undefined;
  if (shape) made.append(text("p", shape.description ?? ""));
  for (const [name, field] of Object.entries(shape?.properties ?? {}))
    asked.push([name, kind(field), shape?.required?.includes(name)]);
  const list = document.createElement("dl");
  list.className = "keys";
  for (const [name, type, required] of asked)
    list.append(text("dt", name), text("dd", `${type}${required ? ", required" : ""}`));
  made.append(list);
  return made;
}

/** @param {Field} field @returns {string} */
function kind(field) {
  const one = field.anyOf ? field.anyOf.map(kind).join(" or ") : (field.enum?.join(" | ") ?? field.type);
  return one ?? field.const ?? field.$ref?.split("/").at(-1) ?? "any";
}

/** @param {string} tag @param {string} content */
function text(tag, content) {
  return Object.assign(document.createElement(tag), { textContent: content });
}
