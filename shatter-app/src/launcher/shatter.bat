@echo off
rem Starts Shatter from its distribution on Windows: needs a Java, 17 or later, and nothing else.
setlocal
set "root=%~dp0.."
set "java=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
for /f "usebackq eol=# tokens=1,* delims==" %%a in ("%root%\lib\launcher\environment") do if not defined %%a set "%%a=%%b"
if not defined SHATTER_HOME set "SHATTER_HOME=%USERPROFILE%\.shatter"
"%java%" "@%root%\lib\launcher\jvm.options" %SHATTER_JAVA_OPTIONS% -jar "%root%\shatter-app.jar" %*
exit /b %ERRORLEVEL%
