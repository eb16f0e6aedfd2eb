@echo off
rem Opens the map of this folder: a double click in Windows.
cd /d "%~dp0"
where py >nul 2>nul && (py -3 open-the-map.py & goto :eof)
where python >nul 2>nul && (python open-the-map.py & goto :eof)
echo This map needs Python 3, which is not on this computer: get it from python.org and try again.
pause
