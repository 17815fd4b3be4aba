/** What is said where the line of a refused file cannot be shown. */
export const MOTIVO = {
  notRefused: "não foi recusado",
  gone: "a linha não pode ser mostrada: o arquivo não está mais em Erro",
  changed: "a linha não pode ser mostrada: o arquivo em Erro foi alterado desde a recusa",
  elsewhere: (directory: string) =>
    `a linha não pode ser mostrada: o arquivo foi para ${directory}`,
  unreadable: (reason: string) => `a linha não pode ser mostrada: ${reason}`,
} as const;
