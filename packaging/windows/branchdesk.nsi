; makensis -INPUTCHARSET UTF8 -DVERSION=0.1.0 -DEXE=branchdesk.exe -DWINDOW=branchdesk-window.exe -DHQ=branchdesk-hq.exe -DASSETS=assets -DOUT=setup.exe branchdesk.nsi
Target amd64-unicode
!include MUI2.nsh
!define APP "Branchdesk"
!define UNKEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
Name "网点通 Branchdesk"
OutFile "${OUT}"
RequestExecutionLevel user ; for one person, without administrator
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "Software\${APP}" "InstallDir"
SetCompressor /SOLID lzma
ManifestDPIAware true
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 ProductName "Branchdesk"
VIAddVersionKey /LANG=2052 FileDescription "网点通安装程序"
VIAddVersionKey /LANG=2052 FileVersion "${VERSION}"
VIAddVersionKey /LANG=2052 LegalCopyright "MIT OR Apache-2.0"
!define MUI_ICON "${ASSETS}/icons/branchdesk.ico"
!define MUI_UNICON "${ASSETS}/icons/branchdesk.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\branchdesk-window.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "TradChinese"
!insertmacro MUI_LANGUAGE "English"

Section "install"
  SetOutPath "$INSTDIR"
  File "/oname=branchdesk.exe" "${EXE}"
  File "/oname=branchdesk-window.exe" "${WINDOW}"
  File "/oname=branchdesk-hq.exe" "${HQ}"
  File "${ASSETS}/../LICENSE"
  File "${ASSETS}/../LICENSE-APACHE"
  File "/oname=icons-LICENSE.txt" "${ASSETS}/icons/LICENSE.txt"
  File "/oname=numbers-LICENSE.txt" "${ASSETS}/numbers/LICENSE.txt"
  SetOutPath "$INSTDIR\assets\fonts"
  File "${ASSETS}/fonts/HanaMinB.ttf"
  File "${ASSETS}/fonts/HanaMin-LICENSE.txt"
  File "${ASSETS}/fonts/NotoSans-OFL.txt"
  File "${ASSETS}/fonts/SourceSans-OFL.txt"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  File "${ASSETS}/icons/branchdesk.ico"
  ; It starts branchdesk.exe, which belongs to the command line, without a console.
  CreateShortcut "$SMPROGRAMS\网点通 Branchdesk.lnk" "$INSTDIR\branchdesk-window.exe" "" "$INSTDIR\branchdesk.ico"
  WriteRegStr HKCU "Software\${APP}" "InstallDir" "$INSTDIR"
  ; Offered by Windows for links that are telephone numbers; which program opens them, the person says.
  WriteRegStr HKCU "Software\Classes\${APP}.tel" "" "网点通 Branchdesk"
  WriteRegStr HKCU "Software\Classes\${APP}.tel" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\${APP}.tel\DefaultIcon" "" "$INSTDIR\branchdesk.ico"
  WriteRegStr HKCU "Software\Classes\${APP}.tel\shell\open\command" "" '"$INSTDIR\branchdesk-window.exe" call "%1"'
  WriteRegStr HKCU "Software\${APP}\Capabilities" "ApplicationName" "网点通 Branchdesk"
  WriteRegStr HKCU "Software\${APP}\Capabilities" "ApplicationDescription" "网点通 Branchdesk"
  WriteRegStr HKCU "Software\${APP}\Capabilities\URLAssociations" "tel" "${APP}.tel"
  WriteRegStr HKCU "Software\RegisteredApplications" "${APP}" "Software\${APP}\Capabilities"
  WriteRegStr HKCU "${UNKEY}" "DisplayName" "网点通 Branchdesk"
  WriteRegStr HKCU "${UNKEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNKEY}" "DisplayIcon" "$INSTDIR\branchdesk.ico"
  WriteRegStr HKCU "${UNKEY}" "Publisher" "Branchdesk"
  WriteRegStr HKCU "${UNKEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNKEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNKEY}" "NoModify" 1
SectionEnd

; The office's data stays where it is.
Section "Uninstall"
  Delete "$INSTDIR\branchdesk.exe"
  Delete "$INSTDIR\branchdesk-window.exe"
  Delete "$INSTDIR\branchdesk.ico"
  Delete "$INSTDIR\branchdesk-hq.exe"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\LICENSE-APACHE"
  Delete "$INSTDIR\icons-LICENSE.txt"
  Delete "$INSTDIR\numbers-LICENSE.txt"
  RMDir /r "$INSTDIR\assets"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\网点通 Branchdesk.lnk"
  DeleteRegKey HKCU "${UNKEY}"
  DeleteRegKey HKCU "Software\Classes\${APP}.tel"
  DeleteRegValue HKCU "Software\RegisteredApplications" "${APP}"
  DeleteRegKey HKCU "Software\${APP}"
SectionEnd
