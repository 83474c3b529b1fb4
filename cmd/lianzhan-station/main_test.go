package main

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhan/station"
)

func TestExitCodesTellSystemdWhetherToTryAgain(t *testing.T) {
	for code, want := range map[string]int{
		"database_held": exitHeld, "database_damaged": exitDamaged, "database_newer": exitDamaged,
		"key_missing": exitDamaged, "key_damaged": exitDamaged, "value_invalid": exitFailed,
	} {
		if got := exitCode(station.Conflict(code, "句子")); got != want {
			t.Errorf("%s exits %d, want %d", code, got, want)
		}
	}
	if got := sentence(station.Invalid("x", "写得不对。").Because(errors.New("cause"))); got != "写得不对。\n（cause）" {
		t.Errorf("said %q", got)
	}
}

func TestAddressForPhones(t *testing.T) {
	for _, c := range []struct{ public, listen, want string }{
		{"https://rd.example.gov.cn/", "0.0.0.0:8080", "https://rd.example.gov.cn"},
		{"", "192.168.1.10:8080", "http://192.168.1.10:8080"},
	} {
		if got := newAddress(c.public, net.TCPAddrFromAddrPort(netip.MustParseAddrPort(c.listen))).String(); got != c.want {
			t.Errorf("%v gives %s", c, got)
		}
	}
	open := newAddress("", net.TCPAddrFromAddrPort(netip.MustParseAddrPort("[::]:8080"))).String()
	if !strings.HasPrefix(open, "http://") || !strings.HasSuffix(open, ":8080") {
		t.Errorf("listening everywhere gives %s", open)
	}
}

func TestSetRequestReadsFieldsAndFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "body.txt")
	if err := os.WriteFile(path, []byte("第一段"), 0o600); err != nil {
		t.Fatal(err)
	}
	req, err := setRequestOf([]string{"article", "公告", "kind=notice", "body=@" + path, "source=a=b"})
	if err != nil || req.Kind != station.KindArticle || string(req.Assignments[1].Content) != "第一段" || req.Assignments[2].Value != "a=b" {
		t.Errorf("%+v: %v", req, err)
	}
	for _, args := range [][]string{{"planet", "x", "a=b"}, {"article", "公告", "无等号"}, {"article", "公告", "body=@/不存在"}} {
		if _, err := setRequestOf(args); err == nil {
			t.Errorf("%v is taken", args)
		}
	}
}
