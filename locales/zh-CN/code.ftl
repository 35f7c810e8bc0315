# 代码类别。

code-fault = 故障现象
code-cause = 故障原因
code-measure = 维修措施
