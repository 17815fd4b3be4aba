/** What each metric says, for those who read the exposition. */

/** Help by the name of the metric. */
export const METRIC_HELP = {
  monitor_retornos_info: "Versão do programa.",
  monitor_retornos_gerado_timestamp_seconds: "Quando estas medidas foram tiradas.",
  monitor_retornos_rodando: "1 enquanto um monitor roda e dá sinal de vida.",
  monitor_retornos_estado: "1 no estado em que o monitor está, 0 nos outros.",
  monitor_retornos_papel:
    "1 no papel do monitor desta máquina (único, ativo ou reserva), 0 nos outros.",
  monitor_retornos_estado_desde_timestamp_seconds: "Desde quando está neste estado.",
  monitor_retornos_batimento_timestamp_seconds: "Último sinal de vida do monitor.",
  monitor_retornos_instavel: "1 enquanto a pasta cai e volta muitas vezes seguidas.",
  monitor_retornos_manutencao: "1 durante uma janela de manutenção.",
  monitor_retornos_intervalo_verificacao_seconds: "Tempo entre duas verificações da pasta.",
  monitor_retornos_verificacoes_total:
    "Verificações da pasta desde o início do monitor, por resultado.",
  monitor_retornos_ultima_verificacao_timestamp_seconds: "Fim da última verificação, boa ou ruim.",
  monitor_retornos_ultima_verificacao_boa_timestamp_seconds: "Fim da última verificação boa.",
  monitor_retornos_desde_verificacao_boa_seconds: "Tempo desde a última verificação boa.",
  monitor_retornos_deteccao_seconds:
    "Na última queda: tempo entre a última verificação boa e a declaração dela.",
  monitor_retornos_arquivos_total: "Arquivos tratados, por situação.",
  monitor_retornos_movimentos_total: "Movimentos de títulos nos arquivos tratados.",
  monitor_retornos_movimentos_novos_total: "Movimentos de títulos que eram novos.",
  monitor_retornos_titulos: "Títulos no livro de registro.",
  monitor_retornos_arquivos_pendentes: "Arquivos que ainda estão na pasta.",
  monitor_retornos_arquivos_com_problema: "Arquivos da pasta que não puderam ser tratados.",
  monitor_retornos_ultimo_arquivo_timestamp_seconds: "Quando o último arquivo foi tratado.",
  monitor_retornos_quedas_total: "Quedas registradas, sem as de teste.",
  monitor_retornos_quedas_de_teste_total: "Quedas provocadas por testes de recuperação.",
  monitor_retornos_queda_em_curso: "1 durante uma queda que não é de teste.",
  monitor_retornos_teste_em_curso: "1 durante a queda de um teste de recuperação.",
  monitor_retornos_fora_de_alcance_seconds_total:
    "Tempo somado das quedas que terminaram, sem as de teste.",
  monitor_retornos_fila_mensagens: "Mensagens que esperam, por canal.",
  monitor_retornos_fila_retida: "1 enquanto o canal recusa o login, o certificado ou o endereço.",
  monitor_retornos_mensagens_total:
    "Mensagens por canal: enfileiradas, entregues e recusadas em definitivo.",
  monitor_retornos_livro_bytes: "Tamanho do livro de registro.",
  monitor_retornos_livro_danificado: "1 quando o livro de registro não pode ser lido.",
  monitor_retornos_livro_fora: "1 enquanto o servidor do livro de registro está fora de alcance.",
  monitor_retornos_esperados: "Arquivos esperados hoje, por situação.",
  monitor_retornos_lacunas: "Lacunas na sequência dos arquivos.",
} as const;
