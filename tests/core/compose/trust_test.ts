import assert from "node:assert/strict";
import { join } from "node:path";
import { type AccessSource, refuseOpenPlaces } from "../../../core/compose/trust.ts";
import { loadConfig } from "../../../core/config/load_config.ts";
import { Failure } from "../../../core/domain/failure.ts";

const CLOSED = "O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";
const OPEN = "O:BAG:SYD:AI(A;OICI;0x1301bf;;;BU)";

/** A configuration in a folder, and what Windows would say of each place by the end of its path. */
async function judge(
  command: boolean,
  sddl: Record<string, string>,
  elevated = true,
): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(folder, "dados"));
    const file = join(folder, "config.ini");
    await Deno.writeTextFile(
      file,
      "[CAMINHOS]\npasta_retorno = r\npasta_dados = dados\n[EMAIL]\nhabilitado = nao\n" +
        (command ? "[INTEGRACAO]\ncomando = /bin/true\n" : ""),
    );
    const access: AccessSource = {
      whoRuns: () => ({ sid: "S-1-5-18", elevated }),
      readSddl: (path) =>
        sddl[path === folder ? "." : path.slice(folder.length + 1).replaceAll("\\", "/")] ?? CLOSED,
    };
    await refuseOpenPlaces(await loadConfig(file), access);
    return "";
  } catch (error) {
    assert.ok(error instanceof Failure && error.code === "acesso", String(error));
    return error.message.replaceAll(folder, "").replaceAll("\\", "/");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("trust: with all rights, nothing that others can change is believed", async () => {
  assert.equal(await judge(true, {}), "");
  assert.match(await judge(false, { dados: OPEN }), /^outros podem alterar \/dados: BU;/);
  assert.match(
    await judge(true, { "config.ini": "O:S-1-5-21-9-9-9-1105G:DUD:PAI(A;;FA;;;SY)" }),
    /config\.ini: S-1-5-21-9-9-9-1105;/,
  );
  assert.match(await judge(true, { ".": "O:BAG:SYD:(A;;DT;;;BU)" }), /: BU;/);
  // To add a file beside it replaces nothing; and without a command the configuration runs nothing.
  assert.equal(await judge(true, { ".": "O:BAG:SYD:(A;;DCLC;;;BU)" }), "");
  assert.equal(await judge(false, { "config.ini": OPEN, ".": OPEN }), "");
});

Deno.test("trust: without these rights there is nothing to gain, and nobody is asked", async () => {
  assert.equal(await judge(true, { dados: OPEN, "config.ini": OPEN }, false), "");
});
