/** Several monitors that share one ledger, in words. */
import type { MonitorRole } from "../domain/possession.ts";

/** Who works, as this monitor sees it: `em reserva; ativo em SERVIDOR2`. */
export function roleText(
  { papel, posto, ativoEm, estado }: {
    readonly papel: MonitorRole;
    readonly posto: string;
    readonly ativoEm: string | null;
    readonly estado: string;
  },
): string {
  if (papel === "unico") return `único (${posto})`;
  if (papel === "ativo") return `ativo (${posto})`;
  const elsewhere = ativoEm === null ? "nenhum ativo no momento" : `ativo em ${ativoEm}`;
  return estado === "parado"
    ? `parado (${posto}); ${elsewhere}`
    : `em reserva (${posto}); ${elsewhere}`;
}
