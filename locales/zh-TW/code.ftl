# 代碼類別。

code-fault = 故障現象
code-cause = 故障原因
code-measure = 處理方式
