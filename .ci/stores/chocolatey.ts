/** The Chocolatey package: it downloads the release zip, checks its sum, and runs the install.ps1 that lies in it. */
import { PRODUCT, type Release } from "./release.ts";

/** Name of the package in the store. */
export const CHOCOLATEY_ID = "monitor-retornos";

/** Of the year 2015, which Chocolatey 0.10 and NuGet read alike. */
export const NUSPEC_NAMESPACE = "http://schemas.microsoft.com/packaging/2015/06/nuspec.xsd";

/** The files of the package by their names in it, the .nuspec at the top. Scripts are UTF-8 with BOM and CRLF. */
export function chocolateyFiles(release: Release): Map<string, string> {
  return new Map([
    [`${CHOCOLATEY_ID}.nuspec`, nuspec(release)],
    ["tools/LICENSE.txt", release.license],
    ["tools/VERIFICATION.txt", verification(release)],
    ["tools/chocolateyinstall.ps1", script(install(release))],
    ["tools/chocolateyuninstall.ps1", script(UNINSTALL)],
  ]);
}

function nuspec({ version, projectUrl, licenseUrl, releaseNotes }: Release): string {
  const elements: readonly (readonly [string, string])[] = [
    ["id", CHOCOLATEY_ID],
    ["version", version],
    ["owners", PRODUCT.publisher],
    ["title", PRODUCT.name],
    ["authors", PRODUCT.publisher],
    ["projectUrl", projectUrl],
    ["licenseUrl", licenseUrl],
    ["requireLicenseAcceptance", "false"],
    ["tags", PRODUCT.tags.join(" ")],
    ["summary", PRODUCT.summary],
    ["description", `${PRODUCT.description}\n\n${PARAMETERS}`],
    ["releaseNotes", releaseNotes],
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="${NUSPEC_NAMESPACE}">
  <metadata>
${elements.map(([name, value]) => `    <${name}>${escaped(value)}</${name}>`).join("\n")}
  </metadata>
  <files>
    <file src="tools\\**" target="tools" />
  </files>
</package>
`;
}

const PARAMETERS =
  `#### Parâmetros (\`--params "'/Config:D:\\config.ini /Conta:DOMINIO\\monitor$'"\`)

- \`/Config\`: o config.ini a usar. Sem ele, na primeira vez, o programa é instalado sem ser iniciado: edite o \
config.ini da instalação e rode Start-MonitorRetornos.
- \`/Conta\`: uma gMSA (DOMINIO\\nome$) ou SYSTEM, o padrão. Com usuário e senha, use o install.ps1 do zip.
- \`/PastaPrograma\`, \`/PastaDados\`: outros lugares.
- \`/SemNotificacoes\`, \`/SemVerificarConta\`, \`/NaoIniciar\`: como em install.ps1.`;

function verification({ url, sha256: sum }: Release): string {
  return `VERIFICAÇÃO

Este pacote não contém binários: baixa o zip publicado em
  ${url}
e só o usa se a soma SHA-256 dele for
  ${sum}

Para conferir: baixe o zip e compare com Get-FileHash ARQUIVO.zip -Algorithm SHA256. Dentro dele,
SHA256SUMS.txt traz a soma de cada arquivo. O pacote e o zip são do mesmo autor.
`;
}

/** The zip goes below the package, where only administrators write, and is gone when the program is in its place. */
function install({ url, sha256: sum, folder }: Release): string {
  return `# Instala ou atualiza o MonitorRetornos pelo install.ps1 do zip publicado.
$ErrorActionPreference = 'Stop'
$pasta = Join-Path -Path $env:ChocolateyPackageFolder -ChildPath 'zip'
$dados = Get-PackageParameters
$argumentos = @{}
foreach ($nome in 'Config', 'Conta', 'PastaPrograma', 'PastaDados') { if ($dados[$nome]) { $argumentos[$nome] = [string]$dados[$nome] } }
foreach ($nome in 'SemNotificacoes', 'SemVerificarConta', 'NaoIniciar') { if ($dados.ContainsKey($nome)) { $argumentos[$nome] = $true } }
$tarefa = Get-ScheduledTask -TaskName 'MonitorRetornos' -TaskPath '\\' -ErrorAction SilentlyContinue | Select-Object -First 1
if ($null -eq $tarefa -and -not $argumentos['Config']) {
    # O config.ini do zip ainda não diz qual é a pasta.
    $argumentos['NaoIniciar'] = $true
    $argumentos['SemVerificarConta'] = $true
    Write-Warning 'Instalado sem ser iniciado: edite o config.ini da instalação e rode Start-MonitorRetornos num PowerShell de administrador.'
}
elseif ($null -ne $tarefa -and "$($tarefa.State)" -in 'Disabled', '1') { $argumentos['NaoIniciar'] = $true }
try {
    Install-ChocolateyZipPackage -PackageName $env:ChocolateyPackageName -Url64bit '${url}' -Checksum64 '${sum}' -ChecksumType64 'sha256' -UnzipLocation $pasta
    $instalador = Join-Path -Path $pasta -ChildPath '${folder}\\install.ps1'
    & $instalador @argumentos
}
finally { if (Test-Path -LiteralPath $pasta) { Remove-Item -LiteralPath $pasta -Recurse -Force } }
`;
}

const UNINSTALL = `# Remove o MonitorRetornos; a pasta de dados fica.
$ErrorActionPreference = 'Stop'
$programas = if ($env:ProgramW6432) { $env:ProgramW6432 } else { [System.Environment]::GetFolderPath('ProgramFiles') }
$pasta = [System.IO.Path]::Combine($programas, 'MonitorRetornos')
$tarefa = Get-ScheduledTask -TaskName 'MonitorRetornos' -TaskPath '\\' -ErrorAction SilentlyContinue | Select-Object -First 1
if ($null -ne $tarefa) {
    $programa = "$(@($tarefa.Actions)[0].Execute)".Trim('"')
    if ([System.IO.Path]::GetFileName($programa) -eq 'MonitorRetornos.exe') { $pasta = [System.IO.Path]::GetDirectoryName($programa) }
}
$instalador = [System.IO.Path]::Combine($pasta, 'install.ps1')
if (Test-Path -LiteralPath $instalador) { & $instalador -Desinstalar }
else { Write-Warning "Não há o que remover: '$instalador' não existe." }
`;

function script(text: string): string {
  return `\ufeff${text.replaceAll("\n", "\r\n")}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
