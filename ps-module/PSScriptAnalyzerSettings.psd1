# What PSScriptAnalyzer is asked: the rules that the PowerShell Gallery applies to what is published there, and that the
# code is understood by both editions. Exceptions stand in the code, each with its reason, but for the nouns below.
# tests/ps-module/Analise.Tests.ps1 asks, where PSScriptAnalyzer is installed.
@{
    IncludeRules = @(
        'PSAvoidDefaultValueSwitchParameter'
        'PSAvoidGlobalVars'
        'PSAvoidUsingCmdletAliases'
        'PSAvoidUsingComputerNameHardcoded'
        'PSAvoidUsingEmptyCatchBlock'
        'PSAvoidUsingInvokeExpression'
        'PSAvoidUsingPlainTextForPassword'
        'PSAvoidUsingPositionalParameters'
        'PSAvoidUsingWMICmdlet'
        'PSDSC*'
        'PSMissingModuleManifestField'
        'PSReservedCmdletChar'
        'PSReservedParams'
        'PSShouldProcess'
        'PSUseApprovedVerbs'
        'PSUseBOMForUnicodeEncodedFile'
        'PSUseCmdletCorrectly'
        'PSUseCompatibleSyntax'
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSUsePSCredentialType'
        'PSUseShouldProcessForStateChangingFunctions'
        'PSUseSingularNouns'
    )
    Rules        = @{
        PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }
        PSUseSingularNouns    = @{
            Enable        = $true
            # Last words of names: two that people and scripts use, one of the field, one of Windows itself, and an
            # English plural that is a Portuguese singular (a date).
            NounAllowList = @('Retornos', 'Pendentes', 'Dados', 'Windows', 'Data')
        }
    }
}
