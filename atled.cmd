@echo off
rem Runs the atled command on Windows, as the file atled beside this one does elsewhere. The part after
rem the last line here is PowerShell: it finds a JDK, builds what is missing or has changed, and prints
rem where both are.
setlocal EnableExtensions DisableDelayedExpansion
set "ATLED_CMD=%~f0"
set "ATLED_JDK="
set "ATLED_OPTIONS="
set "ATLED_LIGHT="
if "%~1"=="" set "ATLED_LIGHT=yes"
if "%~1"=="help" set "ATLED_LIGHT=yes"
if "%~1"=="summary" set "ATLED_LIGHT=yes"
if "%~1"=="lecture" if "%~2"=="" set "ATLED_LIGHT=yes"
for %%a in ("%~1" "%~2" "%~3") do (
  if %%a=="-h" set "ATLED_LIGHT=yes"
  if %%a=="--help" set "ATLED_LIGHT=yes"
  if %%a=="-V" set "ATLED_LIGHT=yes"
  if %%a=="--version" set "ATLED_LIGHT=yes"
)
for /f "usebackq tokens=1-3 delims=|" %%a in (`powershell -NoProfile -ExecutionPolicy Bypass -Command "Invoke-Expression ((Get-Content -Raw -LiteralPath $env:ATLED_CMD) -split ':powershell\r?\n', 2)[1]"`) do (
  set "ATLED_JDK=%%a"
  set "ATLED_MODULES=%%b"
  set "ATLED_OPTIONS=%%c"
)
if not defined ATLED_JDK exit /b 1
"%ATLED_JDK%\bin\java.exe" %ATLED_OPTIONS% -XX:MaxRAMPercentage=70 --module-path "%ATLED_MODULES%" %ATLED_JAVA_OPTS% -m org.atled.cli/org.atled.cli.Main %*
exit /b %ERRORLEVEL%

:powershell
$ErrorActionPreference = 'Stop'
$root = [IO.Path]::GetDirectoryName($env:ATLED_CMD)
$app = Join-Path $root 'target\atled'
$current = Join-Path $app 'current'

function Say($text) { [Console]::Error.WriteLine("atled: $text") }

# Whether a folder is a JDK of version 25 or later, without starting it.
function Test-Jdk($folder) {
  if (-not $folder) { return $false }
  $release = Join-Path $folder 'release'
  if (-not ((Test-Path -LiteralPath $release) -and
      (Test-Path -LiteralPath (Join-Path $folder 'bin\javac.exe')))) { return $false }
  $text = [IO.File]::ReadAllText($release)
  return ($text -match 'JAVA_VERSION="(\d+)') -and ([int]$Matches[1] -ge 25)
}

function Find-Jdk {
  $java = Get-Command java.exe -ErrorAction SilentlyContinue | Select-Object -First 1
  $folders = @($env:JAVA_HOME)
  if ($java) { $folders += Split-Path (Split-Path $java.Source) }
  $installed = 'Eclipse Adoptium', 'Java', 'Microsoft', 'Zulu', 'Amazon Corretto', 'BellSoft' |
    ForEach-Object { Join-Path $env:ProgramFiles "$_\*" }
  $installed += Join-Path $env:LOCALAPPDATA 'Programs\Eclipse Adoptium\*'
  $installed += Join-Path $env:USERPROFILE '.jdks\*'
  $folders += Get-Item -Path $installed -ErrorAction SilentlyContinue |
    ForEach-Object { $_.FullName }
  foreach ($folder in $folders) { if (Test-Jdk $folder) { return $folder } }
  Say 'this needs a JDK of version 25 or later, and none was found.'
  Say 'Install one (Eclipse Temurin 25, https://adoptium.net), or set JAVA_HOME to where it is.'
  exit 1
}

# The name of a build that no source of Atled's own modules is newer than, or nothing.
function Get-Build {
  if (-not (Test-Path -LiteralPath $current)) { return }
  $name = [IO.File]::ReadAllText($current).Trim()
  if (-not (Test-Path -LiteralPath (Join-Path $app $name))) { return }
  $time = [IO.File]::GetLastWriteTimeUtc($current)
  $modules = ([xml](Get-Content -Raw -LiteralPath (Join-Path $root 'pom.xml'))).project.modules.module |
    ForEach-Object { Join-Path $root $_ }
  $poms = @($root) + $modules | ForEach-Object { Join-Path $_ 'pom.xml' }
  $sources = $modules | ForEach-Object { Join-Path $_ 'src\main' } |
    Where-Object { Test-Path -LiteralPath $_ }
  $files = @(Get-Item -LiteralPath ($poms | Where-Object { Test-Path -LiteralPath $_ }))
  if ($sources) { $files += Get-Item -LiteralPath $sources }
  if ($sources) { $files += Get-ChildItem -LiteralPath $sources -Recurse }
  if ($files | Where-Object { $_.LastWriteTimeUtc -gt $time } | Select-Object -First 1) { return }
  return $name
}

# Every build has a folder of its own, so that a program already running keeps its jars.
function New-Build($jdk) {
  if (-not (Get-Command mvn -ErrorAction SilentlyContinue)) {
    Say 'this needs Maven to build itself, and there is no mvn on PATH.'
    Say 'Install it: https://maven.apache.org/install.html'
    exit 1
  }
  Say 'building, which takes a minute or two...'
  $name = (Get-Date -Format yyyyMMddHHmmss) + ".$PID"
  $next = Join-Path $app 'next'
  [IO.File]::WriteAllText($next, $name) # its time is that of the start
  $lib = Join-Path $root 'cli\target\lib'
  if (Test-Path -LiteralPath $lib) { Remove-Item -LiteralPath $lib -Recurse -Force }
  $cli = Join-Path $root 'cli\target'
  if (Test-Path -LiteralPath $cli) {
    Get-ChildItem -LiteralPath $cli -Filter *.jar | Remove-Item -Force
  }
  $env:JAVA_HOME = $jdk
  Set-Location -LiteralPath $root
  # What Maven says goes to the log; at a terminal it is shown which module it has come to.
  $log = Join-Path $app 'build.log'
  $seen = -not [Console]::IsErrorRedirected
  $writer = [IO.StreamWriter]::new($log)
  try {
    cmd /c 'mvn -B -pl cli -am -Dmaven.test.skip=true -Dstyle.color=never package 2>&1' |
      ForEach-Object {
        $writer.WriteLine($_)
        if ($seen -and $_ -match '^\[INFO\] Building .*\[(\d+/\d+)\]') {
          [Console]::Error.Write("`ratled: building $($Matches[1])   ")
        }
      }
    $failed = $LASTEXITCODE -ne 0
  } finally {
    $writer.Dispose()
  }
  if ($seen) { [Console]::Error.Write("`r" + ' ' * 30 + "`r") }
  if ($failed) {
    Get-Content -LiteralPath $log -Tail 40 |
      ForEach-Object { [Console]::Error.WriteLine($_) }
    Say "the build failed; the log is $log"
    exit 1
  }
  $build = New-Item -ItemType Directory -Path (Join-Path $app $name)
  Get-ChildItem -LiteralPath $lib, $cli -Filter *.jar | Copy-Item -Destination $build.FullName
  $vectors = New-Item -ItemType Directory -Path (Join-Path $build.FullName 'vectors')
  Get-ChildItem -LiteralPath $build.FullName -Filter atled-cpu-simd-*.jar |
    Move-Item -Destination $vectors.FullName
  # What reads Parquet, workbooks and databases, of which a program that only helps has no use.
  $doors = New-Item -ItemType Directory -Path (Join-Path $build.FullName 'doors')
  foreach ($jar in 'atled-parquet', 'atled-excel', 'atled-jdbc', 'hardwood', 'snappy', 'zstd',
      'fastexcel', 'aalto', 'stax2', 'commons') {
    Get-ChildItem -LiteralPath $build.FullName -Filter "$jar-*.jar" |
      Move-Item -Destination $doors.FullName
  }
  Move-Item -LiteralPath $next -Destination $current -Force
  # What a running program still holds open stays until a later build.
  Get-ChildItem -LiteralPath $app -Directory | Where-Object { $_.Name -ne $name } |
    Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
  return $name
}

$jdk = Find-Jdk
$build = Get-Build
if (-not $build) {
  $null = New-Item -ItemType Directory -Force -Path $app
  # One build at a time: the lock is an open file, which Windows closes with its process.
  $lock = $null
  $told = $false
  while (-not $lock) {
    try {
      $lock = [IO.File]::Open((Join-Path $app 'lock'), 'OpenOrCreate', 'ReadWrite', 'None')
    } catch [IO.IOException] {
      if (-not $told) { Say 'waiting for another build to finish...' }
      $told = $true
      Start-Sleep -Seconds 1
    }
  }
  try {
    $build = Get-Build
    if (-not $build) { $build = New-Build $jdk }
  } finally {
    $lock.Dispose()
  }
}
$modules = Join-Path $app $build
if ($env:ATLED_LIGHT) {
  # Help, and what else computes nothing, needs no vectors and none of the warning that Java prints
  # with them, and starts sooner without.
  $options = '-XX:+UseSerialGC -XX:TieredStopAtLevel=1'
  $own = 'Serial'
} else {
  # A young generation that stays small: new memory is slow until it was touched once.
  $options = '-XX:+UseParallelGC -XX:InitialRAMPercentage=6 -XX:-UseAdaptiveSizePolicy'
  $own = 'Parallel'
  # Two packings of Parquet are unpacked by libraries that are not Java, of which Java would warn.
  $options += ' --enable-native-access=snappy.java,com.github.luben.zstd_jni'
  $modules = "$modules;$(Join-Path $modules 'vectors');$(Join-Path $modules 'doors')"
}
# The JVM refuses to have two collectors.
if ((-split $env:ATLED_JAVA_OPTS) -cmatch "^-XX:\+Use(?!$own)\w*GC$") { $options = '' }
"$jdk|$modules|$options"
