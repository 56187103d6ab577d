// The map of the overview: one spot a place, as precise as it is known and no more.

// Held by others than the state they are part of for most states; their borders are dashed.
const DISPUTED = new Set(["Kosovo", "N. Cyprus", "Somaliland"]);
const TERRITORIES = new Set(["W. Sahara", "Palestine"]); // solid as the UN has them, dashed as held in fact
const EARTH = 6371; // km

function colours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

function loadScript(address) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
}

const json = async (address) => (await fetch(address, { credentials: "same-origin" })).json();

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

/** A ring of so many km around a point, on the globe. */
function ring([lon, lat], km) {
  const angle = km / EARTH;
  const [phi, lambda] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
  const points = [];
  for (let step = 0; step <= 48; step += 1) {
    const bearing = (step / 48) * 2 * Math.PI;
    const to = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing));
    const east = lambda + Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(phi), Math.cos(angle) - Math.sin(phi) * Math.sin(to),
    );
    points.push([(east * 180) / Math.PI, (to * 180) / Math.PI]);
  }
  return { type: "Polygon", coordinates: [points] };
}

function style(parts) {
  const colour = colours();
  const empty = { type: "FeatureCollection", features: [] };
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: parts.land },
      settled: { type: "geojson", data: { type: "Feature", properties: {}, geometry: parts.settled } },
      open: { type: "geojson", data: { type: "Feature", properties: {}, geometry: parts.open } },
      lines: { type: "geojson", data: parts.lines },
      rings: { type: "geojson", data: empty },
      spots: { type: "geojson", data: empty },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("water") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("land") } },
      { id: "coast", type: "line", source: "land", paint: { "line-color": colour("border"), "line-width": 0.4, "line-opacity": 0.5 } },
      { id: "settled", type: "line", source: "settled", paint: { "line-color": colour("border"), "line-width": 0.8 } },
      { id: "open", type: "line", source: "open", paint: { "line-color": colour("border"), "line-width": 1.2, "line-dasharray": [2.5, 2] } },
      { id: "lines", type: "line", source: "lines", paint: { "line-color": colour("border"), "line-width": 1.2, "line-dasharray": [1, 2] } },
      { id: "ring-fill", type: "fill", source: "rings", paint: { "fill-color": colour("killed"), "fill-opacity": 0.07 } },
      { id: "ring", type: "line", source: "rings", paint: { "line-color": colour("killed"), "line-width": 1.2, "line-opacity": 0.7, "line-dasharray": [3, 2] } },
      {
        id: "spots", type: "circle", source: "spots",
        paint: {
          "circle-color": colour("killed"), "circle-opacity": ["case", ["==", ["get", "precision"], "exact"], 0.6, 0.15],
          "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 4, 5, 10, 20, 22, 60, 34],
          "circle-stroke-color": ["case", ["boolean", ["feature-state", "lit"], false], colour("ink"), colour("killed")],
          "circle-stroke-width": ["case", ["boolean", ["feature-state", "lit"], false], 3, 1],
        },
      },
    ],
  };
}

export async function drawMap(box, places, { choose, lightRows }) {
  const words = JSON.parse(box.dataset.words);
  try {
    return await draw(box, places, words, choose, lightRows);
  } catch (error) {
    const note = document.createElement("p");
    note.className = "empty";
    note.textContent = words.failed;
    box.replaceChildren(note);
    return null;
  }
}

async function draw(box, places, words, choose, lightRows) {
  const probe = document.createElement("canvas");
  if (!probe.getContext("webgl2")) throw new Error("no WebGL");
  const [maplibre, world, lines] = await Promise.all([
    import("../vendor/maplibre-gl.mjs"), json(box.dataset.countries), json(box.dataset.disputed), loadScript(box.dataset.topojson),
  ]);
  const topology = globalThis.topojson;
  const parts = { land: planar(topology.feature(world, world.objects.countries)), lines, ...borders(world, topology, box.dataset.worldview) };
  const canvas = document.createElement("div");
  canvas.className = "map__canvas";
  box.append(canvas);
  const map = new maplibre.Map({
    container: canvas, style: style(parts), center: [38, 32], zoom: 1.4, attributionControl: false,
    dragRotate: false, pitchWithRotate: false, maxZoom: 10, renderWorldCopies: false, cooperativeGestures: matchMedia("(max-width: 44rem)").matches,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.getCanvas().setAttribute("aria-label", words.label);
  await new Promise((done) => map.once("load", done));
  document.documentElement.addEventListener("vitne:theme", () => repaint(map));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(map));
  return new Shown(map, maplibre, places, words, choose, lightRows, box);
}

function repaint(map) {
  const colour = colours();
  map.setPaintProperty("water", "background-color", colour("water"));
  map.setPaintProperty("land", "fill-color", colour("land"));
  for (const id of ["coast", "settled", "open", "lines"]) map.setPaintProperty(id, "line-color", colour("border"));
  map.setPaintProperty("ring-fill", "fill-color", colour("killed"));
  map.setPaintProperty("ring", "line-color", colour("killed"));
  map.setPaintProperty("spots", "circle-color", colour("killed"));
}

/** The map with the incidents chosen on it. */
class Shown {
  constructor(map, maplibre, places, words, choose, lightRows, box) {
    Object.assign(this, { map, maplibre, places, words, choose, lightRows, box });
    this.features = [];
    this.lit = null;
    this.fitted = null;
    map.on("click", "spots", (event) => this.open(event.features[0]));
    map.on("mouseenter", "spots", () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", "spots", () => { map.getCanvas().style.cursor = ""; });
    map.on("moveend", (event) => { if (event.originalEvent) this.offerArea(); });
  }

  /** Show the places of what an address chooses. */
  async show(search) {
    const asked = new URLSearchParams(search);
    for (const name of ["after", "more", "lang", "theme", "worldview"]) asked.delete(name);
    const answer = await fetch(`${this.places}?${asked}`, { credentials: "same-origin" });
    if (!answer.ok) return;
    const found = await answer.json();
    this.popup?.remove();
    this.features = found.features.map((one, id) => ({ ...one, id }));
    const vague = this.features.filter((one) => one.properties.precision !== "exact");
    this.map.getSource("spots").setData({ type: "FeatureCollection", features: this.features });
    this.map.getSource("rings").setData({
      type: "FeatureCollection",
      features: vague.map((one) => ({ type: "Feature", properties: {}, geometry: ring(one.geometry.coordinates, one.properties.radius_km) })),
    });
    if (!asked.has("bbox")) this.fit();
    this.area?.remove();
    this.box.dataset.shown = String(this.features.length); // for whoever waits until all is drawn
  }

  fit() {
    if (!this.features.length) return;
    const bounds = new this.maplibre.LngLatBounds();
    for (const one of this.features) bounds.extend(one.geometry.coordinates);
    this.map.fitBounds(bounds, { padding: 48, maxZoom: 6.5, animate: this.fitted !== null && !matchMedia("(prefers-reduced-motion: reduce)").matches, duration: 400 });
    this.fitted = bounds;
  }

  light(incident) {
    if (this.lit !== null) this.map.setFeatureState({ source: "spots", id: this.lit }, { lit: false });
    const found = this.features.find((one) => one.properties.incidents.includes(incident));
    this.lit = found ? found.id : null;
    if (found) this.map.setFeatureState({ source: "spots", id: found.id }, { lit: true });
  }

  /** Tell what happened at one spot. */
  open(clicked) {
    const { properties, geometry } = this.features[clicked.id];
    this.lightRows(properties.incidents);
    const body = document.createElement("div");
    const name = body.appendChild(document.createElement("strong"));
    name.append(bdi(properties.name));
    if (properties.precision !== "exact") {
      const fine = body.appendChild(document.createElement("div"));
      fine.textContent = this.words.near.replace("{}", Math.round(properties.radius_km));
    }
    const list = body.appendChild(document.createElement("ul"));
    for (const id of properties.incidents.slice(0, 8)) list.append(this.entry(id));
    if (properties.count > Math.min(8, properties.incidents.length)) {
      const rest = list.appendChild(document.createElement("li"));
      rest.textContent = this.words.more.replace("{}", properties.count - Math.min(8, properties.incidents.length));
    }
    const only = body.appendChild(document.createElement("button"));
    only.textContent = this.words.only;
    only.addEventListener("click", () => this.only(properties));
    this.popup?.remove();
    this.popup = new this.maplibre.Popup({ maxWidth: "20rem" }).setLngLat(geometry.coordinates).setDOMContent(body).addTo(this.map);
  }

  entry(id) {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = `/incidents/${encodeURIComponent(id)}`;
    const row = document.querySelector(`tr[data-incident="${CSS.escape(id)}"]`);
    link.textContent = row ? `${row.querySelector(".when").textContent}: ${row.querySelector("th a").textContent}` : id;
    if (!row) this.name(link, id);
    return item;
  }

  async name(link, id) {
    const answer = await fetch(`/api/v1/incidents/${encodeURIComponent(id)}`, { credentials: "same-origin" });
    if (answer.ok) link.textContent = (await answer.json()).label;
  }

  only(properties) {
    const address = new URL(location.href);
    for (const name of ["after", "more", "place"]) address.searchParams.delete(name);
    address.searchParams.set("place", properties.name);
    this.choose(address);
  }

  /** Offer to show only what is in sight. */
  offerArea() {
    if (this.area?.isConnected) return;
    this.area = document.createElement("button");
    this.area.className = "map__area";
    this.area.textContent = this.words.area;
    this.area.addEventListener("click", () => {
      const seen = this.map.getBounds();
      const within = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(3);
      const address = new URL(location.href);
      address.searchParams.delete("after");
      address.searchParams.set("bbox", [
        within(seen.getWest(), 180), within(seen.getSouth(), 90), within(seen.getEast(), 180), within(seen.getNorth(), 90),
      ].join(","));
      this.choose(address);
    });
    this.box.append(this.area);
  }
}

function bdi(text) {
  const made = document.createElement("bdi");
  made.textContent = text;
  return made;
}
