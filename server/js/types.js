/**
 * The shapes that travel between the modules. Nothing here runs.
 *
 * @typedef {{rightsHolder: string, license: string, count: number}} Credit
 * @typedef {{name: string, rank: string, taxon: number, x: number, y: number,
 *   zoom_from: number, zoom_to: number, count: number}} Label
 *
 * @typedef {object} MapInfo  map.json: all that the viewer knows about a collection beforehand
 * @property {string} name
 * @property {string} version  changes with the content
 * @property {string} tiles  address of a tile, with {z}/{x}/{y}
 * @property {string | null} [tiles2x]  the same at twice the resolution, if there are any
 * @property {number} maxzoom  deepest zoom that has tiles
 * @property {number} tile_size  px of a tile
 * @property {number} thumbnail_size  px of a full specimen
 * @property {number} min_full_zoom
 * @property {number} specimens  how many are on the map
 * @property {Credit[]} attribution
 * @property {string} taxa  address
 * @property {string} occupied  address
 * @property {string} drawers  address of a drawer, with {z}/{x}/{y}
 * @property {number} drawer_span  tiles along a drawer's edge
 * @property {string} drawer_table  address
 * @property {number[]} drawers_at  how many drawers there are of each first zoom
 * @property {Record<string, any>} defaults  columns that a drawer leaves out
 * @property {string} facets  address
 * @property {string} columns  address of a column, with {name}
 * @property {Record<string, string>} column_types
 * @property {string} all_labels  address
 * @property {string} words  address of a block of words, with {block}
 * @property {string} word_numbers  address of a frequent word's specimens, with {block} and {place}
 * @property {string} ids  address of a shard, with {shard}
 * @property {string} [near]  address of a block of the nearest in code space, with {block}
 * @property {number} [near_block]  specimens of a block
 * @property {number} [near_count]  how many are told of each
 * @property {number} id_shards
 * @property {{institutionCode: string, template: string}[]} [links]  to pages of records
 * @property {string | null} [fix]  where people correct a specimen, with {image}
 * @property {number[]} bounds  [x0, y0, x1, y1] in [-1, 1]
 * @property {Label[]} labels  those of the first zooms
 *
 * @typedef {{z: number, x: number, y: number}} Square  an XYZ square, y down
 * @typedef {{x0: number, y0: number, x1: number, y1: number}} Box  in world units
 * @typedef {{zoom: number, x: number, y: number, map?: string}} View  centre in world units, and of
 *   which map: the first digits of its version
 *
 * @typedef {object} Specimen  one drawn specimen, as much as the map needs
 * @property {string} image
 * @property {number} number  its place in the columns
 * @property {number} x
 * @property {number} y
 * @property {number} full  zoom from which it is drawn at full size
 * @property {number} first  zoom at which it first appears
 * @property {number} taxon  place in the taxa, or -1
 * @property {Record<string, any>} columns  of its drawer
 * @property {number} row
 *
 * @typedef {Record<string, string | number | null | undefined>} Fields  one record, by Darwin Core term
 *
 * @typedef {object} Place  the state that one address stands for
 * @property {View | null} view
 * @property {string} specimen  occurrenceID or image id
 * @property {string} taxon  a scientific name
 * @property {Record<string, string>} filters  what is chosen of each dimension
 * @property {string[]} selected  names of collected specimens
 * @property {string} colour  the dimension that colours tell
 */

export {};
