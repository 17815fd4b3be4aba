/**
 * Linux errno numbers seen when a folder, usually a CIFS or NFS mount, is opened or listed.
 * Source: Linux `include/uapi/asm-generic/errno-base.h` and `errno.h`; other systems number some of them differently.
 */
import type { NumberMeaning } from "../../domain/diagnosis.ts";

/** Meaning by number. */
export const POSIX_NUMBERS: Readonly<Record<number, NumberMeaning>> = {
  // The server behind the mount.
  5: ["servidor", "EIO", true, "O servidor da pasta falhou ao responder"],
  11: ["servidor", "EAGAIN", true, "O servidor está ocupado no momento"],
  32: ["servidor", "EPIPE", true, "A conexão com o servidor foi encerrada"],
  70: ["servidor", "ECOMM", true, "A comunicação com o servidor falhou"],
  71: ["servidor", "EPROTO", true, "O servidor deu uma resposta inválida"],
  103: ["servidor", "ECONNABORTED", true, "A conexão com o servidor foi interrompida"],
  104: ["servidor", "ECONNRESET", true, "A conexão com o servidor foi derrubada"],
  107: ["servidor", "ENOTCONN", true, "A pasta montada perdeu a conexão com o servidor"],
  108: ["servidor", "ESHUTDOWN", true, "A conexão com o servidor foi encerrada"],
  110: ["servidor", "ETIMEDOUT", false, "O servidor não respondeu a tempo"],
  111: ["servidor", "ECONNREFUSED", true, "O servidor recusou a conexão"],
  112: ["servidor", "EHOSTDOWN", false, "O servidor está desligado ou fora da rede"],
  113: ["servidor", "EHOSTUNREACH", false, "O servidor está fora de alcance"],
  121: ["servidor", "EREMOTEIO", true, "O disco do servidor falhou ao responder"],
  // The share, export or mount.
  6: ["compartilhamento", "ENXIO", false, "O dispositivo da pasta não existe"],
  19: ["compartilhamento", "ENODEV", false, "O dispositivo da pasta não está montado"],
  66: ["compartilhamento", "EREMOTE", false, "O compartilhamento é remoto e não pôde ser aberto"],
  67: ["compartilhamento", "ENOLINK", true, "A ligação com o compartilhamento foi perdida"],
  78: ["compartilhamento", "EREMCHG", true, "O compartilhamento mudou no servidor"],
  116: [
    "compartilhamento",
    "ESTALE",
    true,
    "O compartilhamento mudou e a pasta montada perdeu a validade",
  ],
  123: ["compartilhamento", "ENOMEDIUM", false, "A mídia onde está a pasta foi retirada"],
  // The folder.
  2: ["pasta", "ENOENT", false, "A pasta não existe"],
  16: ["pasta", "EBUSY", true, "A pasta está em uso por outro programa"],
  20: ["pasta", "ENOTDIR", false, "O caminho existe, mas não é uma pasta"],
  26: ["pasta", "ETXTBSY", true, "A pasta está em uso por outro programa"],
  28: ["pasta", "ENOSPC", false, "O disco está cheio"],
  117: ["pasta", "EUCLEAN", false, "O disco da pasta precisa de reparo"],
  122: ["pasta", "EDQUOT", false, "A cota de disco da conta foi atingida"],
  // Permission.
  1: ["permissao", "EPERM", false, "A operação na pasta não é permitida"],
  13: ["permissao", "EACCES", false, "O acesso à pasta foi negado"],
  30: ["permissao", "EROFS", false, "A pasta está montada somente para leitura"],
  // Credential: the kernel's keys of a CIFS session.
  126: ["credencial", "ENOKEY", false, "Falta a credencial da pasta montada"],
  127: ["credencial", "EKEYEXPIRED", false, "A credencial da pasta montada expirou"],
  128: ["credencial", "EKEYREVOKED", false, "A credencial da pasta montada foi revogada"],
  129: ["credencial", "EKEYREJECTED", false, "O servidor recusou a credencial da pasta montada"],
  // The network, and this computer's means of using it.
  4: ["rede", "EINTR", true, "A leitura da pasta foi interrompida"],
  12: ["rede", "ENOMEM", true, "Este computador está sem memória livre"],
  23: ["rede", "ENFILE", true, "Este computador tem arquivos demais abertos"],
  24: ["rede", "EMFILE", true, "O programa tem arquivos demais abertos"],
  64: ["rede", "ENONET", false, "Este computador não está na rede"],
  100: ["rede", "ENETDOWN", false, "A rede deste computador está desligada"],
  101: ["rede", "ENETUNREACH", false, "A rede do servidor está fora de alcance"],
  102: ["rede", "ENETRESET", true, "A rede derrubou a conexão"],
  105: ["rede", "ENOBUFS", true, "Este computador está sem recursos para usar a rede"],
  // The path as configured.
  18: ["configuracao", "EXDEV", false, "As pastas estão em volumes diferentes"],
  22: ["configuracao", "EINVAL", false, "O caminho da pasta é inválido"],
  36: ["configuracao", "ENAMETOOLONG", false, "O caminho da pasta é longo demais"],
  40: ["configuracao", "ELOOP", false, "O caminho da pasta dá voltas em ligações simbólicas"],
  95: ["configuracao", "EOPNOTSUPP", false, "A pasta não oferece a operação pedida"],
};
