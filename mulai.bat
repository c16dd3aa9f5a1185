@echo off
rem Klik dua kali untuk menjalankan Bimbing.
cd /d "%~dp0"
py -3 start.py %*
if errorlevel 9009 python start.py %*
pause
