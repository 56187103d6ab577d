// The map of the overview: one spot a place, as precise as it is known and no more.

import { repaint, style } from "./basemap.js";

const EARTH = 6371; // km
const COVERED = 0.06; // of the map, by all spots together

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

export async function drawMap(box, places, { choose, lightRows }) {
  const words = JSON.parse(box.dataset.words);
  try {
    return await draw(box, places, words, choose, lightRows);
  } catch (error) {
    console.warn("The map could not be drawn:", error);
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
  const canvas = document.createElement("div");
  canvas.className = "map__canvas";
  box.append(canvas);
  const map = new maplibre.Map({
    container: canvas, style: style(world, lines, globalThis.topojson, box.dataset.worldview), locale: words.map,
    center: [38, 32], zoom: 1.4, attributionControl: false,
    dragRotate: false, pitchWithRotate: false, maxZoom: 10, renderWorldCopies: false, cooperativeGestures: matchMedia("(max-width: 44rem)").matches,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.getCanvas().setAttribute("aria-label", words.label);
  await new Promise((done) => map.once("style.load", done));
  document.documentElement.addEventListener("vitne:theme", () => repaint(map));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(map));
  return new Shown(map, maplibre, places, words, choose, lightRows, box);
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
    this.size();
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
    for (const { geometry, properties } of this.features) {
      bounds.extend(geometry.coordinates);
      if (properties.precision !== "exact") for (const point of ring(geometry.coordinates, properties.radius_km).coordinates[0]) bounds.extend(point);
    }
    this.map.fitBounds(bounds, { padding: 48, maxZoom: 6.5, animate: this.fitted !== null && !matchMedia("(prefers-reduced-motion: reduce)").matches, duration: 400 });
    this.fitted = bounds;
  }

  /** Make the areas of the spots go by how many incidents they stand for, and cover no more than a part of the map. */
  size() {
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    const all = this.features.reduce((sum, one) => sum + one.properties.count, 0);
    const unit = Math.min(4, Math.sqrt((COVERED * width * height) / (Math.PI * Math.max(1, all))));
    const radius = (times, least) => ["max", least, ["*", unit * times, ["sqrt", ["get", "count"]]]];
    this.map.setPaintProperty("spots", "circle-radius", ["interpolate", ["linear"], ["zoom"], 1.5, radius(1, 2.5), 7, radius(3, 5)]);
  }

  /** Light up the spot of a row. */
  light({ lat, lon, precision }) {
    if (this.lit !== null) this.map.setFeatureState({ source: "spots", id: this.lit }, { lit: false });
    const found = lat && this.features.find(({ geometry: { coordinates }, properties }) => (
      coordinates[0] === Number(lon) && coordinates[1] === Number(lat) && properties.precision === precision
    ));
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
