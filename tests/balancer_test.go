//go:build stories

package tests

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"sync"
	"testing"
)

// balancer stands before a county: each request goes to the next of its processes, whoever sends it. One that does not take
// the connection is passed over.
type balancer struct {
	server *httptest.Server

	lock   sync.Mutex
	hosts  []string
	next   int
	served map[string]int
}

func newBalancer(t *testing.T, to ...*live) *balancer {
	t.Helper()
	b := &balancer{served: map[string]int{}}
	b.send(to...)
	proxy := &httputil.ReverseProxy{Transport: b, ErrorLog: log.New(io.Discard, "", 0), Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: "county"})
		r.Out.Host = r.In.Host
		address, _, _ := net.SplitHostPort(r.In.RemoteAddr)
		r.Out.Header.Set("X-Real-IP", address)
	}}
	b.server = httptest.NewServer(proxy)
	t.Cleanup(func() {
		b.server.CloseClientConnections()
		b.server.Close()
	})
	return b
}

// send says to which processes requests go from now on.
func (b *balancer) send(to ...*live) {
	b.lock.Lock()
	defer b.lock.Unlock()
	b.hosts = nil
	for _, s := range to {
		b.hosts = append(b.hosts, fmt.Sprint("127.0.0.1:", s.port))
	}
}

// order is the processes in the order in which the next request tries them.
func (b *balancer) order() []string {
	b.lock.Lock()
	defer b.lock.Unlock()
	b.next = (b.next + 1) % len(b.hosts)
	return slices.Concat(b.hosts[b.next:], b.hosts[:b.next])
}

// count is how many requests a process answered.
func (b *balancer) count(s *live) int {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.served[fmt.Sprint("127.0.0.1:", s.port)]
}

var untried = &http.Transport{MaxIdleConnsPerHost: -1} // each request dials, so that a dead process is seen before a body is sent

func (b *balancer) RoundTrip(r *http.Request) (res *http.Response, err error) {
	var body []byte
	if r.Body != nil {
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	for _, host := range b.order() {
		if r.URL.Host = host; r.Body != nil {
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		if res, err = untried.RoundTrip(r); err == nil {
			b.lock.Lock()
			b.served[host]++
			b.lock.Unlock()
			return res, nil
		}
		var dial *net.OpError
		if !errors.As(err, &dial) || dial.Op != "dial" {
			return nil, err
		}
	}
	return nil, err
}
