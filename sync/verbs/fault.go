package verbs

import (
	"cmp"

	"lianzhan/sync/core"
)

// faultWords say why a change was kept but not applied.
var faultWords = map[string]string{
	core.CodeScope: "不属于这个站点", core.CodeKind: "这类资料只归本机，不往上送", core.CodeUnknownDevice: "不认识写它的设备",
	core.CodeDeviceRevoked: "写的时候设备已经停用", core.CodeBody: "内容和签名对不上", core.CodeTooLarge: "太长",
	core.CodeSealed: "密封的内容打不开", "op_unknown": "程序太旧，不认识这种改动；升级后会自动采用",
}

func faultWord(code string) string { return cmp.Or(faultWords[code], "内容读不懂："+code) }
