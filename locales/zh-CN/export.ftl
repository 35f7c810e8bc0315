# 存成文件的列表。

export-title = 把本列表存成文件
export-person = 把此人的全部资料存成文件
export-workbook = Excel 工作簿
export-text = CSV 文本
export-saving = 正在保存列表…
export-none = 这里没有可保存的列表。
export-what = 内容
export-field = 字段
export-value = 值
export-day = 日期
export-time = 时间
export-urgent = 紧急
export-yes = 是
export-no = 否
export-done = 已保存 { $count } 行：{ $file }
