/** The examples of config/ for Prometheus and Grafana: they ask for measures that are there, and tell what they should. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { METRIC_HELP } from "../../../core/words/metrics.ts";
import { onPath } from "../../support/run_suite.ts";

const ROOT = new URL("../../../", import.meta.url);
const text = (name: string) => Deno.readTextFileSync(new URL(name, ROOT));
const PROMTOOL = Deno.build.os !== "windows" && await onPath("promtool");

for (const name of ["config/prometheus-alertas.yml", "config/grafana-painel.json"]) {
  Deno.test(`${name}: every measure it asks for is one of ours`, () => {
    const asked = new Set(text(name).match(/monitor_retornos_[a-z_]+/g));
    assert.ok(asked.size >= 10, `${asked.size} measures`);
    assert.deepEqual([...asked].filter((one) => !(one in METRIC_HELP)), []);
  });
}

Deno.test("config/grafana-painel.json: panels have names of their own, places that do not overlap, and one data source", () => {
  const { panels, __inputs } = JSON.parse(text("config/grafana-painel.json"));
  const seen = new Set<string>();
  for (const { id, title, gridPos: { x, y, w, h }, targets, datasource } of panels) {
    assert.ok(!seen.has(`id ${id}`) && !seen.has(title), title);
    seen.add(`id ${id}`).add(title);
    assert.equal(datasource.uid, `\${${__inputs[0].name}}`);
    assert.ok(targets.length > 0 && x + w <= 24, title);
    for (let column = x; column < x + w; column++) {
      for (let row = y; row < y + h; row++) {
        assert.ok(!seen.has(`${column} ${row}`), `${title} lies on another`);
        seen.add(`${column} ${row}`);
      }
    }
  }
});

Deno.test({
  name: "config/prometheus-alertas.yml: silent when all is well, and each trouble is told",
  ignore: !PROMTOOL,
}, async () => {
  for (
    const args of [["check", "rules", "config/prometheus-alertas.yml"], [
      "test",
      "rules",
      "tests/fixtures/prometheus_alertas_prova.yml",
    ]]
  ) {
    const { code, stdout, stderr } = await new Deno.Command("promtool", {
      args,
      cwd: fileURLToPath(ROOT),
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr));
  }
});
