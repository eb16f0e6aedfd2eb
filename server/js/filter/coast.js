/**
 * The land of the earth, as rings of longitude and latitude.
 *
 * @import {Frame} from "./projection.js"
 */
import { bytesOf, parsed } from "../data/loading.js";
import { project } from "./projection.js";

const TENTH = 0.1;

/** Rings of [lon, lat, lon, lat ...], degrees; a ring over the date line goes on beyond 180.
 * @param {{rings: number[][]}} file  tenths of a degree: a point, then the steps to the next */
export function ringsOf({ rings }) {
  return rings.map((steps) => {
    const ring = Float32Array.from(steps);
    for (let at = 2; at < ring.length; at++) ring[at] += ring[at - 2];
    return ring.map((value) => value * TENTH);
  });
}

/** @returns {Promise<Float32Array[]>} */
export const loadCoast = () => bytesOf("coast.json").then(parsed).then(ringsOf);

/** Fill the land of a frame.
 * @param {CanvasRenderingContext2D} pen @param {Float32Array[]} rings @param {Frame} frame @param {string} colour */
export function drawLand(pen, rings, frame, colour) {
  const { west, east, width } = frame;
  const round = (360 / (east - west)) * width;
  pen.fillStyle = colour;
  pen.beginPath();
  for (const ring of rings) {
    // A ring is drawn where it begins and once round the globe from there, to either side.
    const start = project(frame, ring[0], ring[1]).x;
    for (const turn of [-round, 0, round]) {
      for (let at = 0; at < ring.length; at += 2) {
        const x = start + turn + ((ring[at] - ring[0]) / (east - west)) * width;
        const { y } = project(frame, ring[at], ring[at + 1]);
        if (at) pen.lineTo(x, y);
        else pen.moveTo(x, y);
      }
      pen.closePath();
    }
  }
  pen.fill();
}
