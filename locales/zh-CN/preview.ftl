# 打印或保存前的纸面预览。

preview-larger = 放大
preview-smaller = 缩小
preview-fit = 适合宽度
preview-percent = { $percent }%
preview-a4 = A4
preview-a5 = A5
preview-viewer = 用 PDF 阅读器打开
preview-print-title = 打印
preview-printer = 打印机
preview-copies = 份数
preview-no-printer = 这台电脑没有可用的打印机。请用 PDF 阅读器打开后打印，或存为 PDF。
preview-save-title = 存为 PDF
preview-path = 文件
preview-path-hint = 系统的文件对话框没有响应，请直接填写文件夹和文件名。
preview-file-kind = PDF 文档
preview-busy = 正在生成 PDF…
preview-saved = 已保存为 { $file }。
preview-sent = 已发送到 { $printer }。
preview-opened = 已在 PDF 阅读器中打开。
preview-recorded = { $count } 张派工单已记为已打印。
preview-reprints = 其中 { $count } 张以前打印过，已标为补打。
preview-letters-not-sent = 这些信还没有寄出：打印或保存后才登记为寄出。
preview-take-out = { $why }。请抽出：{ $names }。
preview-dialog-waits = 正在打开系统的保存对话框。如果没有出现，再按一次 F10，直接在这里填写。
preview-no-viewer = 这台电脑没有能打开 PDF 的程序。请先保存，再到有阅读器的电脑上打开。
