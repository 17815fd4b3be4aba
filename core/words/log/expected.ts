/** Lines of the log about expected files and gaps. */
import { oneLine } from "../../domain/text.ts";
import type { ExpectedAnnouncement, GapAnnouncement } from "../announcement.ts";
import { dayText } from "../expected.ts";
import { info, type LogLine, warning } from "./line.ts";

/** One line for each expected file. */
export function expectedLines({ kind, items }: ExpectedAnnouncement): LogLine[] {
  return items.map(({ nome, day, wanted, file }) =>
    kind === "expected-missing"
      ? warning(`📭 Não chegou até a hora: ${oneLine(nome)} (${wanted}), de ${dayText(day)}`)
      : info(
        `📬 Chegou o que faltava: ${oneLine(nome)}, de ${dayText(day)}: ${
          oneLine(file?.name ?? "")
        }`,
      )
  );
}

/** One line for each gap. */
export function gapLines({ kind, items }: GapAnnouncement): LogLine[] {
  return items.map(({ account, numbers, files }) =>
    kind === "gap"
      ? warning(
        `🔢 Falta na sequência: ${account}: nº ${numbers}, entre ${files.map(oneLine).join(" e ")}`,
      )
      : info(
        `🔢 Chegou o que faltava na sequência: ${account}: nº ${numbers} (${
          files.map(oneLine).join(", ")
        })`,
      )
  );
}
