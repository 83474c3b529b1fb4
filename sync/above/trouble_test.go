package above

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

// Whoever stands before a box that finds no parent is told what is wrong, by real answers of what may stand there.
func TestWhyAParentIsNotReached(t *testing.T) {
	strange := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { http.NotFound(w, nil) })
	plain, secret := httptest.NewServer(strange), httptest.NewTLSServer(strange)
	t.Cleanup(plain.Close)
	t.Cleanup(secret.Close)
	empty := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "Bad Gateway", http.StatusBadGateway) }))
	t.Cleanup(empty.Close)
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	stopped := "http://" + gone.Addr().String()
	if err := gone.Close(); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]struct{ code, says string }{
		plain.URL: {"parent_strange", "不是联站"},
		strings.Replace(plain.URL, "http:", "https:", 1): {"parent_plain", "http://"},
		secret.URL: {"parent_unproven", "--parent-pin"},
		strings.Replace(secret.URL, "https:", "http:", 1): {"parent_strange", "不是联站"},
		empty.URL:                  {"parent_stopped", "没有运行"},
		stopped:                    {"parent_stopped", "没有运行"},
		"http://county.invalid:80": {"parent_unknown", "主机名"},
	} {
		p := newParent(address, "")
		defer p.close()
		_, err := p.challenge(t.Context())
		if got := trouble(address, err, time.Now()); got.Code != want.code || !strings.Contains(got.Sentence, want.says) || !strings.Contains(got.Sentence, address) && got.Code != "parent_unknown" {
			t.Errorf("%s: %s %s (%v)", address, got.Code, got.Sentence, err)
		}
	}
}

// A box whose clock is wrong says so, and does not blame the parent's certificate alone.
func TestACertificateOfAnotherTime(t *testing.T) {
	secret := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(secret.Close)
	p := newParent(secret.URL, "")
	defer p.close()
	p.tls.RootCAs = secret.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	then := time.Date(2099, 1, 1, 0, 0, 0, 0, station.Zone)
	p.tls.Time = func() time.Time { return then }
	_, err := p.challenge(t.Context())
	if got := trouble(secret.URL, err, then); got.Code != "parent_expired" || !strings.Contains(got.Sentence, "2099-01-01") {
		t.Errorf("%s %s (%v)", got.Code, got.Sentence, err)
	}
}
