// The ground of the map: land, borders by how they are drawn, and the names of the states.

// Held by others than the state they are part of for most states; their borders are dashed.
const DISPUTED = new Set(["Kosovo", "N. Cyprus", "Somaliland"]);
const TERRITORIES = new Set(["W. Sahara", "Palestine"]); // solid as the UN has them, dashed as held in fact
const BORDERS = ["coast", "settled", "open", "lines"];
const EMPTY = { type: "FeatureCollection", features: [] };
const LETTERS = ["Noto Sans"]; // of the machine itself; where it has none, its own sans serif

function colours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

/** The states as planes: no line runs across the map where one crosses the date line. */
function planar(collection) {
  const flat = (line) => {
    let turn = 0;
    return line.map(([lon, lat], place) => {
      if (place) {
        const step = lon - line[place - 1][0];
        if (step > 180) turn -= 360;
        else if (step < -180) turn += 360;
      }
      return [lon + turn, lat];
    });
  };
  const unfold = ({ type, coordinates }) => ({
    type,
    coordinates: type === "Polygon" ? coordinates.map(flat) : coordinates.map((part) => part.map(flat)),
  });
  const features = collection.features.filter((one) => one.properties.name !== "Antarctica"); // holds the pole
  return { ...collection, features: features.map((one) => ({ ...one, geometry: unfold(one.geometry) })) };
}

/** Borders by how they are drawn: those nobody disputes, and the others. */
function borders(world, topology, worldview) {
  const disputed = (one, other) => {
    const names = [one.properties.name, other.properties.name];
    if (names.some((name) => DISPUTED.has(name))) return true;
    return worldview === "defacto" && names.some((name) => TERRITORIES.has(name));
  };
  return {
    settled: topology.mesh(world, world.objects.countries, (a, b) => a !== b && !disputed(a, b)),
    open: topology.mesh(world, world.objects.countries, (a, b) => a !== b && disputed(a, b)),
  };
}

/** Twice the area of a ring, and the middle of what it encloses. */
function middle(ring) {
  let [area, x, y] = [0, 0, 0];
  for (let at = 1; at < ring.length; at += 1) {
    const [[ax, ay], [bx, by]] = [ring[at - 1], ring[at]];
    const part = ax * by - bx * ay;
    area += part;
    x += (ax + bx) * part;
    y += (ay + by) * part;
  }
  return { area: Math.abs(area), point: [x / (3 * area), y / (3 * area)] };
}

/** The name of each state in the language of the page, in the middle of its largest part. */
function names(land) {
  const told = new Intl.DisplayNames([document.documentElement.lang], { type: "region", fallback: "none" });
  const called = ({ id, properties }) => {
    try {
      return told.of(new Intl.Locale(`und-${id}`).region) ?? properties.name;
    } catch {
      return properties.name; // of those that have no number in ISO 3166
    }
  };
  const features = land.features.map((one) => {
    const parts = one.geometry.type === "Polygon" ? [one.geometry.coordinates] : one.geometry.coordinates;
    const largest = parts.map(([outer]) => middle(outer)).sort((a, b) => b.area - a.area)[0];
    return {
      type: "Feature",
      properties: { name: called(one), rank: -largest.area },
      geometry: { type: "Point", coordinates: largest.point },
    };
  });
  return { type: "FeatureCollection", features };
}

function line(id, source, width, dashes) {
  const paint = { "line-color": colours()("border"), "line-width": width };
  if (dashes) paint["line-dasharray"] = dashes;
  if (id === "coast") paint["line-opacity"] = 0.5;
  return { id, type: "line", source, paint };
}

/** The style of the map: the ground, and the places that are still to be filled in. */
export function style(world, lines, topology, worldview) {
  const colour = colours();
  const land = planar(topology.feature(world, world.objects.countries));
  const { settled, open } = borders(world, topology, worldview);
  const held = (data) => ({ type: "geojson", data });
  const drawn = (geometry) => held({ type: "Feature", properties: {}, geometry });
  return {
    version: 8,
    sources: {
      land: held(land), settled: drawn(settled), open: drawn(open), lines: held(lines),
      names: held(names(land)), rings: held(EMPTY), spots: held(EMPTY),
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("water") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("land") } },
      line("coast", "land", 0.4),
      line("settled", "settled", 0.8),
      line("open", "open", 1.3, [2.5, 2]),
      line("lines", "lines", 1.3, [1, 2]),
      {
        id: "names", type: "symbol", source: "names",
        filter: ["<", ["get", "rank"], ["step", ["zoom"], -25, 2.5, -8, 3.5, -2, 5, 0]], // small ones when one is near
        layout: {
          "text-field": ["get", "name"], "text-font": LETTERS, "symbol-sort-key": ["get", "rank"], "text-max-width": 7,
          "text-size": ["interpolate", ["linear"], ["zoom"], 1, 9.5, 4, 12, 7, 15], "text-padding": 6, "text-letter-spacing": 0.02,
        },
        paint: { "text-color": colour("ink-3"), "text-halo-color": colour("land"), "text-halo-width": 1.2 },
      },
      { id: "ring-fill", type: "fill", source: "rings", paint: { "fill-color": colour("asserted"), "fill-opacity": 0.06 } },
      {
        id: "ring", type: "line", source: "rings",
        paint: { "line-color": colour("asserted"), "line-width": 1, "line-opacity": 0.6, "line-dasharray": [3, 2] },
      },
      {
        id: "spots", type: "circle", source: "spots", layout: { "circle-sort-key": ["-", ["get", "count"]] },
        paint: {
          "circle-color": colour("asserted"), "circle-opacity": ["case", ["==", ["get", "precision"], "exact"], 0.55, 0.15],
          "circle-radius": 4,
          "circle-stroke-color": ["case", ["boolean", ["feature-state", "lit"], false], colour("ink"), colour("asserted")],
          "circle-stroke-width": ["case", ["boolean", ["feature-state", "lit"], false], 3, 1],
        },
      },
    ],
  };
}

/** Take the colours of the page anew, after it became light or dark. */
export function repaint(map) {
  const colour = colours();
  const lit = ["case", ["boolean", ["feature-state", "lit"], false], colour("ink"), colour("asserted")];
  map.setPaintProperty("water", "background-color", colour("water"));
  map.setPaintProperty("land", "fill-color", colour("land"));
  for (const id of BORDERS) map.setPaintProperty(id, "line-color", colour("border"));
  map.setPaintProperty("names", "text-color", colour("ink-3"));
  map.setPaintProperty("names", "text-halo-color", colour("land"));
  map.setPaintProperty("ring-fill", "fill-color", colour("asserted"));
  map.setPaintProperty("ring", "line-color", colour("asserted"));
  map.setPaintProperty("spots", "circle-color", colour("asserted"));
  map.setPaintProperty("spots", "circle-stroke-color", lit);
}
