# The subset of Pester 5 that the tests use, for the bare engine of PsHost.
#
# Same two phases as Pester: discovery runs the file and the bodies of Describe and Context, and
# collects; the run then executes BeforeAll, BeforeEach, It, AfterEach and AfterAll, each inside the
# scope of its block, so that a variable of BeforeAll is seen below and nowhere else. The functions
# live in the same session state as the tests (this file is dot-sourced), so their own variables
# carry the prefix __pt to stay clear of those of the tests.
# Left out: Mock, tags, code coverage. What is not understood is an error, never a pass.

function New-PesterSubsetBlock($Name, $Case) {
    @{
        Name = $Name; Case = $Case; Skip = $false; Children = [System.Collections.ArrayList]::new()
        BeforeAll = @(); AfterAll = @(); BeforeEach = @(); AfterEach = @()
    }
}

# One entry per case: the variables to set and the value of $_.
function Get-PesterSubsetCase($ForEach, [bool] $Given) {
    if (-not $Given) { return , @(@{ Data = @{}; Item = $null; Has = $false }) }
    if ($null -eq $ForEach) { return , @() }
    $cases = foreach ($item in @($ForEach)) {
        $data = @{}
        if ($item -is [System.Collections.IDictionary]) { foreach ($key in $item.Keys) { $data[[string]$key] = $item[$key] } }
        @{ Data = $data; Item = $item; Has = $true }
    }
    , @($cases)
}

# <name> and <name.property> in a title, and <_> for the item.
function Expand-PesterSubsetName([string] $Name, $Case) {
    if (-not $Case.Has) { return $Name }
    [regex]::Replace($Name, '<([\w.]+)>', {
            param($match)
            $path = $match.Groups[1].Value.Split('.')
            if ($path[0] -eq '_') { $value = $Case.Item }
            elseif ($Case.Data.ContainsKey($path[0])) { $value = $Case.Data[$path[0]] }
            else { return $match.Value }
            for ($i = 1; $i -lt $path.Count; $i++) { $value = $value.($path[$i]) }
            if ($null -eq $value) { '$null' } else { [string]$value }
        })
}

function Describe {
    param(
        [Parameter(Position = 0, Mandatory = $true)] [string] $Name,
        [Parameter(Position = 1, Mandatory = $true)] [scriptblock] $Fixture,
        $ForEach, [switch] $Skip, [string[]] $Tag
    )
    foreach ($__ptCase in (Get-PesterSubsetCase $ForEach $PSBoundParameters.ContainsKey('ForEach'))) {
        $__ptParent = $global:__pt.Current
        $__ptBlock = New-PesterSubsetBlock (Expand-PesterSubsetName $Name $__ptCase) $__ptCase
        $__ptBlock.Skip = $Skip.IsPresent -or $__ptParent.Skip
        $null = $__ptParent.Children.Add($__ptBlock)
        $global:__pt.Current = $__ptBlock
        try {
            foreach ($__ptKey in $__ptCase.Data.Keys) { Set-Variable -Name $__ptKey -Value $__ptCase.Data[$__ptKey] }
            $_ = $__ptCase.Item
            $null = . $Fixture
        }
        finally { $global:__pt.Current = $__ptParent }
    }
}
Set-Alias -Name Context -Value Describe

function It {
    param(
        [Parameter(Position = 0, Mandatory = $true)] [string] $Name,
        [Parameter(Position = 1, Mandatory = $true)] [scriptblock] $Test,
        [Alias('TestCases')] $ForEach, [switch] $Skip, [string[]] $Tag
    )
    $given = $PSBoundParameters.ContainsKey('ForEach')
    foreach ($case in (Get-PesterSubsetCase $ForEach $given)) {
        $null = $global:__pt.Current.Children.Add(@{
                Name = Expand-PesterSubsetName $Name $case; Test = $Test; Case = $case
                Skip = $Skip.IsPresent -or $global:__pt.Current.Skip
            })
    }
}

# In a module of its own: from there the block of the test file runs in the scope of its caller.
$null = New-Module -Name PesterSubsetScope -ScriptBlock {
    function BeforeDiscovery([Parameter(Mandatory = $true)] [scriptblock] $ScriptBlock) { . $ScriptBlock }
} | Import-Module -Global
function BeforeAll([Parameter(Mandatory = $true)] [scriptblock] $ScriptBlock) { $global:__pt.Current.BeforeAll += $ScriptBlock }
function AfterAll([Parameter(Mandatory = $true)] [scriptblock] $ScriptBlock) { $global:__pt.Current.AfterAll += $ScriptBlock }
function BeforeEach([Parameter(Mandatory = $true)] [scriptblock] $ScriptBlock) { $global:__pt.Current.BeforeEach += $ScriptBlock }
function AfterEach([Parameter(Mandatory = $true)] [scriptblock] $ScriptBlock) { $global:__pt.Current.AfterEach += $ScriptBlock }

function InModuleScope {
    param(
        [Parameter(Mandatory = $true, Position = 0)] [string] $ModuleName,
        [Parameter(Mandatory = $true, Position = 1)] [scriptblock] $ScriptBlock,
        [hashtable] $Parameters = @{}, [object[]] $ArgumentList = @()
    )
    $module = Get-Module -Name $ModuleName
    if ($null -eq $module) { throw "No module named '$ModuleName' is currently loaded." }
    & $module {
        param($__ptBlock, $__ptParameters, $__ptArguments)
        foreach ($__ptKey in $__ptParameters.Keys) { Set-Variable -Name $__ptKey -Value $__ptParameters[$__ptKey] }
        & $ExecutionContext.SessionState.Module $__ptBlock @__ptParameters @__ptArguments
    } $ScriptBlock $Parameters $ArgumentList
}

function Set-ItResult {
    param([switch] $Skipped, [switch] $Inconclusive, [switch] $Pending, [string] $Because)
    throw [System.Management.Automation.ErrorRecord]::new([System.Exception]::new($Because), 'PesterTestSkipped', 'OperationStopped', $null)
}

function Format-PesterSubsetValue($Value) {
    if ($null -eq $Value) { return '$null' }
    if ($Value -is [string]) { return "'$Value'" }
    if ($Value -is [System.Collections.IEnumerable]) { return '@(' + ((@($Value) | ForEach-Object { Format-PesterSubsetValue $_ }) -join ', ') + ')' }
    "$Value"
}

function Test-PesterSubsetEqual($Actual, $Expected, [switch] $CaseSensitive) {
    if ($Expected -is [array] -or $Actual -is [array]) {
        $a = @($Actual); $e = @($Expected)
        if ($a.Count -ne $e.Count) { return $false }
        for ($i = 0; $i -lt $a.Count; $i++) {
            if (-not (Test-PesterSubsetEqual $a[$i] $e[$i] -CaseSensitive:$CaseSensitive)) { return $false }
        }
        return $true
    }
    if ($null -eq $Actual -or $null -eq $Expected) { return ($null -eq $Actual -and $null -eq $Expected) }
    if ($CaseSensitive) { return $Actual -ceq $Expected }
    $Actual -eq $Expected
}

function Should {
    [CmdletBinding()]
    param(
        [Parameter(ValueFromPipeline = $true)] $ActualValue,
        [Parameter(Position = 0)] $ExpectedValue,
        [switch] $Not, [switch] $Be, [switch] $BeExactly, [switch] $BeLike, [switch] $BeLikeExactly,
        [switch] $Match, [switch] $MatchExactly, [switch] $Throw, [switch] $BeNullOrEmpty, [switch] $Contain,
        [switch] $HaveCount, [switch] $BeGreaterThan, [switch] $BeLessThan, [switch] $BeGreaterOrEqual,
        [switch] $BeLessOrEqual, [switch] $BeTrue, [switch] $BeFalse, [switch] $BeOfType, [switch] $Exist,
        [switch] $BeIn, [switch] $HaveParameter,
        [string] $ErrorId, [string] $ExpectedMessage, [type] $ExceptionType, [switch] $PassThru, [string] $Because
    )
    begin { $all = [System.Collections.ArrayList]::new() }
    process { if ($PSBoundParameters.ContainsKey('ActualValue')) { $null = $all.Add($ActualValue) } }
    end {
        if ($all.Count -eq 1) { $actual = $all[0] } elseif ($all.Count -eq 0) { $actual = $null } else { $actual = $all.ToArray() }
        $operators = @('Be', 'BeExactly', 'BeLike', 'BeLikeExactly', 'Match', 'MatchExactly', 'Throw', 'BeNullOrEmpty',
            'Contain', 'HaveCount', 'BeGreaterThan', 'BeLessThan', 'BeGreaterOrEqual', 'BeLessOrEqual', 'BeTrue',
            'BeFalse', 'BeOfType', 'Exist', 'BeIn', 'HaveParameter')
        $chosen = @($operators | Where-Object { $PSBoundParameters.ContainsKey($_) })
        if ($chosen.Count -ne 1) { throw "Should needs exactly one operator, got: $($chosen -join ', ')" }
        $operator = $chosen[0]
        $thrown = $null
        $detail = "got $(Format-PesterSubsetValue $actual)"
        switch ($operator) {
            'Be' { $met = Test-PesterSubsetEqual $actual $ExpectedValue }
            'BeExactly' { $met = Test-PesterSubsetEqual $actual $ExpectedValue -CaseSensitive }
            'BeLike' { $met = $actual -like $ExpectedValue }
            'BeLikeExactly' { $met = $actual -clike $ExpectedValue }
            'Match' { $met = [bool]($actual -match $ExpectedValue) }
            'MatchExactly' { $met = [bool]($actual -cmatch $ExpectedValue) }
            'BeNullOrEmpty' {
                $met = $all.Count -eq 0 -or ($all.Count -eq 1 -and ($null -eq $actual -or
                        ($actual -is [string] -and $actual -eq '') -or
                        ($actual -is [System.Collections.ICollection] -and $actual.Count -eq 0)))
            }
            'Contain' { $met = @($actual) -contains $ExpectedValue }
            'BeIn' { $met = @($ExpectedValue) -contains $actual }
            'HaveCount' {
                $count = if ($all.Count -eq 1 -and $actual -is [System.Collections.ICollection]) { $actual.Count } else { $all.Count }
                $met = $count -eq $ExpectedValue
                $detail = "got $count"
            }
            'BeGreaterThan' { $met = $actual -gt $ExpectedValue }
            'BeLessThan' { $met = $actual -lt $ExpectedValue }
            'BeGreaterOrEqual' { $met = $actual -ge $ExpectedValue }
            'BeLessOrEqual' { $met = $actual -le $ExpectedValue }
            'BeTrue' { $met = [bool]$actual }
            'BeFalse' { $met = -not $actual }
            'BeOfType' {
                if ($ExpectedValue -is [string]) { $ExpectedValue = [type]($ExpectedValue.Trim('[', ']')) }
                $met = @($all | Where-Object { $_ -isnot $ExpectedValue }).Count -eq 0 -and $all.Count -gt 0
            }
            'Exist' { $met = Test-Path -Path $actual }
            'HaveParameter' { $met = $actual.Parameters.ContainsKey($ExpectedValue) }
            'Throw' {
                if ($actual -isnot [scriptblock]) { throw 'Input to -Throw must be a script block' }
                try { $null = & $actual } catch { $thrown = $_ }
                $message = if ($ExpectedMessage) { $ExpectedMessage } else { $ExpectedValue }
                $met = $null -ne $thrown -and
                (-not $ErrorId -or $thrown.FullyQualifiedErrorId -like $ErrorId) -and
                (-not $message -or $thrown.Exception.Message -like $message) -and
                ($null -eq $ExceptionType -or $thrown.Exception -is $ExceptionType)
                if ($Not) { $met = $null -ne $thrown }
                $ExpectedValue = "$ErrorId $message".Trim()
                $detail = if ($thrown) { "threw [$($thrown.FullyQualifiedErrorId)] $($thrown.Exception.Message)" } else { 'nothing was thrown' }
            }
        }
        if ([bool]$met -eq $Not.IsPresent) {
            $text = "Expected $(if ($Not) { 'not ' })$operator $(Format-PesterSubsetValue $ExpectedValue)" +
            $(if ($Because) { ", because $Because" }) + ", but $detail."
            throw [System.Management.Automation.ErrorRecord]::new([System.Exception]::new($text), 'PesterAssertionFailed', 'InvalidResult', $null)
        }
        if ($PassThru -and $thrown) { $thrown }
    }
}

function Write-PesterSubsetResult($Mark, $Path, $Watch, $ErrorRecord) {
    $ms = if ($Watch) { " $([int]$Watch.Elapsed.TotalMilliseconds)ms" } else { '' }
    [Console]::Out.WriteLine("  [$Mark] $($Path -join ' > ')$ms")
    if ($ErrorRecord) {
        [Console]::Out.WriteLine("      $($ErrorRecord.Exception.Message)")
        foreach ($line in "$($ErrorRecord.ScriptStackTrace)".Split("`n")) {
            if ($line -notmatch 'pester_subset') { [Console]::Out.WriteLine("      $line") }
        }
    }
}

function Complete-PesterSubsetTree($Node, $Path, $Mark, $ErrorRecord) {
    # Every test below gets the same fate: skipped, or failed because its BeforeAll failed.
    [object[]] $here = @($Path) + $Node.Name
    if ($Node.ContainsKey('Test')) {
        if ($Mark -eq '!' -or $Node.Skip) { $global:__pt.Skipped++; Write-PesterSubsetResult '!' $here }
        else { $global:__pt.Failed++; Write-PesterSubsetResult '-' $here $null $ErrorRecord }
        return
    }
    foreach ($child in $Node.Children) { Complete-PesterSubsetTree $child $here $Mark $ErrorRecord }
}

function Test-PesterSubsetWanted($Node, $Path) {
    [object[]] $here = @($Path) + $Node.Name
    if ($Node.ContainsKey('Test')) { return ($here -join ' > ') -match $global:__pt.Filter }
    foreach ($child in $Node.Children) { if (Test-PesterSubsetWanted $child $here) { return $true } }
    $false
}

function Test-PesterSubsetLive($Node) {
    if ($Node.ContainsKey('Test')) { return -not $Node.Skip }
    foreach ($child in $Node.Children) { if (Test-PesterSubsetLive $child) { return $true } }
    $false
}

function Invoke-PesterSubsetTest($__ptTest, $__ptSetups, $__ptTeardowns, $__ptPath) {
    $__ptWatch = [System.Diagnostics.Stopwatch]::StartNew()
    $__ptError = $null
    foreach ($__ptKey in $__ptTest.Case.Data.Keys) { Set-Variable -Name $__ptKey -Value $__ptTest.Case.Data[$__ptKey] }
    if ($__ptTest.Case.Has) { $_ = $__ptTest.Case.Item }
    try {
        foreach ($__ptStep in $__ptSetups) { $null = . $__ptStep }
        $null = . $__ptTest.Test
    }
    catch { $__ptError = $_ }
    foreach ($__ptStep in $__ptTeardowns) {
        try { $null = . $__ptStep } catch { if ($null -eq $__ptError) { $__ptError = $_ } }
    }
    if ($null -eq $__ptError) { $global:__pt.Passed++; Write-PesterSubsetResult '+' $__ptPath $__ptWatch }
    elseif ($__ptError.FullyQualifiedErrorId -eq 'PesterTestSkipped') { $global:__pt.Skipped++; Write-PesterSubsetResult '!' $__ptPath $__ptWatch }
    else { $global:__pt.Failed++; Write-PesterSubsetResult '-' $__ptPath $__ptWatch $__ptError }
}

function Invoke-PesterSubsetBlock($__ptBlock, $__ptSetups, $__ptTeardowns, $__ptPath) {
    if (-not (Test-PesterSubsetWanted $__ptBlock $__ptPath)) { return }
    [object[]] $__ptHere = @($__ptPath) + @($__ptBlock.Name | Where-Object { $_ })
    if (-not (Test-PesterSubsetLive $__ptBlock)) { Complete-PesterSubsetTree $__ptBlock $__ptPath '!' $null; return }
    foreach ($__ptKey in $__ptBlock.Case.Data.Keys) { Set-Variable -Name $__ptKey -Value $__ptBlock.Case.Data[$__ptKey] }
    if ($__ptBlock.Case.Has) { $_ = $__ptBlock.Case.Item }
    # As in Pester, what a block leaves in TestDrive goes with the block.
    $__ptKept = [System.IO.Directory]::GetFileSystemEntries($TestDrive)
    $__ptBroken = $null
    try { foreach ($__ptStep in $__ptBlock.BeforeAll) { $null = . $__ptStep } } catch { $__ptBroken = $_ }
    if ($null -ne $__ptBroken) { foreach ($__ptChild in $__ptBlock.Children) { Complete-PesterSubsetTree $__ptChild $__ptHere '-' $__ptBroken } }
    else {
        foreach ($__ptChild in $__ptBlock.Children) {
            if (-not $__ptChild.ContainsKey('Test')) {
                Invoke-PesterSubsetBlock $__ptChild ($__ptSetups + $__ptBlock.BeforeEach) ($__ptBlock.AfterEach + $__ptTeardowns) $__ptHere
            }
            elseif (-not (Test-PesterSubsetWanted $__ptChild $__ptHere)) { continue }
            elseif ($__ptChild.Skip) { Complete-PesterSubsetTree $__ptChild $__ptHere '!' $null }
            else {
                Invoke-PesterSubsetTest $__ptChild ($__ptSetups + $__ptBlock.BeforeEach) ($__ptBlock.AfterEach + $__ptTeardowns) (@($__ptHere) + $__ptChild.Name)
            }
        }
    }
    foreach ($__ptStep in $__ptBlock.AfterAll) {
        try { $null = . $__ptStep }
        catch { $global:__pt.Failed++; Write-PesterSubsetResult '-' ($__ptHere + 'AfterAll') $null $_ }
    }
    foreach ($__ptEntry in [System.IO.Directory]::GetFileSystemEntries($TestDrive)) {
        if ($__ptKept -notcontains $__ptEntry) { Remove-Item -LiteralPath $__ptEntry -Recurse -Force -ErrorAction SilentlyContinue }
    }
}

function Invoke-PesterSubset {
    param([Parameter(Mandatory = $true)] [string[]] $Path, [string] $Filter = $env:PESTER_FILTER)
    $global:__pt = @{ Passed = 0; Failed = 0; Skipped = 0; Filter = "$Filter"; Current = $null }
    foreach ($__ptFile in $Path) {
        [Console]::Out.WriteLine([System.IO.Path]::GetFileName($__ptFile))
        $__ptRoot = New-PesterSubsetBlock '' @{ Data = @{}; Item = $null; Has = $false }
        $global:__pt.Current = $__ptRoot
        try { $null = & $__ptFile }
        catch {
            $global:__pt.Failed++
            Write-PesterSubsetResult '-' @('discovery') $null $_
            continue
        }
        if ($__ptRoot.Children.Count -eq 0) {
            $global:__pt.Failed++
            Write-PesterSubsetResult '-' @('discovery: no test in this file')
            continue
        }
        $TestDrive = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'pt-' + [guid]::NewGuid().ToString('N').Substring(0, 12))
        $null = [System.IO.Directory]::CreateDirectory($TestDrive)
        $null = New-PSDrive -Name TestDrive -PSProvider FileSystem -Root $TestDrive -Scope Global
        try { Invoke-PesterSubsetBlock $__ptRoot @() @() @() }
        finally {
            Remove-PSDrive -Name TestDrive
            try { [System.IO.Directory]::Delete($TestDrive, $true) } catch [System.IO.IOException] { Write-Verbose "$_" }
        }
    }
    [Console]::Out.WriteLine("$($global:__pt.Passed) passed, $($global:__pt.Failed) failed, $($global:__pt.Skipped) skipped")
    if ($global:__pt.Failed -gt 0) { 1 } else { 0 }
}
