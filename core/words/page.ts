/** What the page and the report say, besides the records themselves. */

/** How the figure of availability is made; printed wherever the figure is. */
export const AVAILABILITY_RULE =
  "Disponibilidade é a parte do tempo observado em que a pasta respondeu. " +
  "O tempo em que nenhum monitor rodava é desconhecido e não entra na conta; " +
  "as janelas de manutenção (as da configuração de hoje) e os testes de recuperação também não entram. " +
  "Uma queda vai da primeira falha à primeira resposta depois dela.";

/** What the figures of payments are. */
export const PAID_RULE =
  "Valores pagos: cada título conta no dia do seu último pagamento, com tudo o que foi pago por ele, " +
  "como soma a exportação dos títulos em CSV pela data do pagamento.";
