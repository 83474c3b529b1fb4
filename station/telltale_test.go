package station

import (
	"slices"
	"strings"
	"testing"
)

func TestNumbersThatGiveAPersonAwayAreFound(t *testing.T) {
	for text, want := range map[string][]string{
		"我的身份证是11010519491231002X请查":      {"身份证号"},
		"身份证 110105 19491231 0021":        {"身份证号"}, // mistyped check character
		"１１０１０５１９４９１２３１００２Ｘ":              {"身份证号"},
		"卡号6222 0212 3456 7890 129谢谢":     nil, // fails the check digit
		"卡号 4111 1111 1111 1111":          {"银行卡号"},
		"打我电话138 0000 1234":               {"手机号"},
		"路灯坏了三盏，2026年11月21日晚上八点":          nil,
		"门牌 331024103 号楼 1234567890123 号": nil,
		"": nil,
	} {
		if got := Telltales(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestWhatIsMaskedCannotBeReadAnyMore(t *testing.T) {
	const text = "我叫某某，11010519491231002X，卡4111111111111111，电话13800001234，路灯坏了。"
	masked, kinds := MaskNumbers(text)
	for _, secret := range []string{"11010519491231002X", "19491231", "4111111111111111"} {
		if strings.Contains(masked, secret) {
			t.Errorf("%s stayed in %s", secret, masked)
		}
	}
	if !strings.Contains(masked, "，电话13800001234，") || !strings.Contains(masked, "路灯坏了。") || len(kinds) != 2 {
		t.Errorf("%v %s", kinds, masked)
	}
	if again, none := MaskNumbers("路灯坏了，　没有１２号。"); again != "路灯坏了，　没有１２号。" || none != nil {
		t.Errorf("a voter's words were altered: %s", again)
	}
}

func TestNamesAndTelephonesAreMasked(t *testing.T) {
	for _, c := range [][3]string{
		{"张三", "name", "张某"}, {"欧阳三丰", "name", "欧某某"}, {"", "name", ""},
		{"138 0000 1234", "phone", "138****1234"}, {"0576-8888123", "phone", "057****8123"}, {"110", "phone", "*10"}, {"", "phone", ""},
	} {
		got := MaskPhone(c[0])
		if c[1] == "name" {
			got = MaskName(c[0])
		}
		if got != c[2] {
			t.Errorf("%s %q: %q, want %q", c[1], c[0], got, c[2])
		}
	}
}

func TestCreditCodesAreChecked(t *testing.T) {
	if !validCreditCode("91350100M000100Y43") || validCreditCode("91350100M000100Y4Z") || validCreditCode("91350100M000100Y44") {
		t.Error("the example of GB 32100 is not told from a wrong one")
	}
}
