package display

import (
	"encoding/base64"
	"strings"
	"testing"

	"lianzhan/station"
)

func TestWordsOnTheWall(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"短句。", "短句。"},
		{"一二三四五六七八九十一二三四五六。七", "一二三四五六七八九十一二三四五|六。七"},
		{"第一段。\n第二段。", "第一段。|第二段。"},
		{"每月7日、21日上午9点到11点，代表在中心联络站接待选民。", "每月7日、21日上午9点到11点，|代表在中心联络站接待选民。"},
		{"一二三四五六七八九十一二三四五2026年", "一二三四五六七八九十一二三四五|2026年"},
		{"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四五六|七八九十一二三四五六七八九十一二|三四五六七八九十一二三四五六七…"},
	} {
		if got := strings.Join(wrap(c.text, 3), "|"); got != c.want {
			t.Errorf("wrap(%s) = %s", c.text, got)
		}
	}
	for clock, want := range map[station.ClockTime]string{"09:00": "上午9:00", "12:30": "中午12:30", "14:05": "下午2:05", "19:00": "晚上7:00"} {
		if got := hour(clock); got != want {
			t.Errorf("hour(%s) = %s", clock, got)
		}
	}
}

func TestCodesAreCoarse(t *testing.T) {
	for _, c := range []struct {
		site, address string
		size          int
	}{
		{"http://192.168.100.100:8080", "HTTP://192.168.100.100:8080/D/0123ABCD", 29},
		{"http://10.0.0.2", "HTTP://10.0.0.2/D/0123ABCD", 25},
		{"https://rd.example.gov.cn/lz", "HTTPS://RD.EXAMPLE.GOV.CN/lz/D/0123ABCD", 29},
	} {
		address := pageAddress(c.site, "D", "0123ABCD")
		code := newQR(address)
		if address != c.address || code == nil || code.Size != c.size {
			t.Errorf("%s = %s %+v", c.site, address, code)
			continue
		}
		bits, err := base64.StdEncoding.DecodeString(code.Bits)
		if err != nil || len(bits) != (code.Size*code.Size+7)/8 || bits[0] != 0xfe {
			t.Errorf("%d bytes beginning %x, %v", len(bits), bits[0], err)
		}
	}
	if newQR("") != nil || newQR(strings.Repeat("x", longestAddress+1)) != nil {
		t.Error("an address that makes no usable code got one")
	}
}
