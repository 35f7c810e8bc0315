# 列印或儲存前的紙面預覽。

preview-larger = 放大
preview-smaller = 縮小
preview-fit = 符合寬度
preview-percent = { $percent }%
preview-a4 = A4
preview-a5 = A5
preview-viewer = 用 PDF 閱讀器開啟
preview-print-title = 列印
preview-printer = 印表機
preview-copies = 份數
preview-no-printer = 這台電腦沒有可用的印表機。請用 PDF 閱讀器開啟後列印，或存成 PDF。
preview-save-title = 存成 PDF
preview-path = 檔案
preview-path-hint = 系統的檔案對話框沒有回應，請直接填寫資料夾與檔名。
preview-file-kind = PDF 文件
preview-busy = 正在產生 PDF…
preview-saved = 已儲存為 { $file }。
preview-sent = 已傳送到 { $printer }。
preview-opened = 已在 PDF 閱讀器中開啟。
preview-recorded = { $count } 張派工單已記為已列印。
preview-reprints = 其中 { $count } 張以前列印過，已標為補印。
preview-letters-not-sent = 這些信還沒有寄出：列印或儲存後才登記為寄出。
preview-take-out = { $why }。請抽出：{ $names }。
preview-dialog-waits = 正在開啟系統的儲存對話方塊。如果沒有出現，再按一次 F10，直接在這裡填寫。
preview-no-viewer = 這台電腦沒有能開啟 PDF 的程式。請先儲存，再到有閱讀器的電腦上開啟。
