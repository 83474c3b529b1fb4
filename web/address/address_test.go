package address

import (
	"net"
	"net/netip"
	"strings"
	"testing"
)

func TestPublicAddress(t *testing.T) {
	for _, right := range []string{"", "https://rd.example.gov.cn", "http://10.0.0.5:8090/", "https://例子.cn"} {
		if err := Check(right); err != nil {
			t.Errorf("%q: %v", right, err)
		}
	}
	for _, wrong := range []string{"foo", "rd.example.gov.cn", "rd.example.gov.cn:8090", "ftp://x", "https://", "https://a@b", "https://a?b", "://"} {
		if Check(wrong) == nil {
			t.Errorf("%q passes", wrong)
		}
	}
}

func TestAddressForPhones(t *testing.T) {
	for _, c := range []struct{ public, listen, want string }{
		{"https://rd.example.gov.cn/", "0.0.0.0:8080", "https://rd.example.gov.cn"},
		{"", "192.168.1.10:8080", "http://192.168.1.10:8080"},
	} {
		if got := New(c.public, net.TCPAddrFromAddrPort(netip.MustParseAddrPort(c.listen))).String(); got != c.want {
			t.Errorf("%v gives %s", c, got)
		}
	}
	open := New("", net.TCPAddrFromAddrPort(netip.MustParseAddrPort("[::]:8080"))).String()
	if !strings.HasPrefix(open, "http://") || !strings.HasSuffix(open, ":8080") {
		t.Errorf("listening everywhere gives %s", open)
	}
}
