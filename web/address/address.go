// Package address knows how phones reach a box: by a public address, else by its own on the LAN.
package address

import (
	"net"
	"net/url"
	"strings"
	"sync"
	"time"

	"lianzhan/station"
)

// Address is how phones reach this box: the public address the technician gave, else the one it listens on, else the
// box's own on the LAN. The LAN may come up long after the box, so it is asked again now and then.
type Address struct {
	fixed string
	port  string
	lock  sync.Mutex
	known string
	asked time.Time
}

// Check says what is wrong with a public address, or nil; none at all is right.
func Check(public string) error {
	u, err := url.Parse(public)
	if public == "" || err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == "" {
		return nil
	}
	return station.Invalid("public_url_invalid", "--public-url “%s”不对，要写成 https://主机名。", public)
}

const askAgain = 10 * time.Second

// New is the address of a box that listens somewhere, with the public one the technician gave or "".
func New(public string, listen net.Addr) *Address {
	host, port, _ := net.SplitHostPort(listen.String())
	fixed := strings.TrimSuffix(public, "/")
	if ip := net.ParseIP(host); fixed == "" && !ip.IsUnspecified() {
		fixed = "http://" + listen.String()
	}
	return &Address{fixed: fixed, port: port}
}

// String is "http://192.168.1.10:8080", or loopback while there is no network.
func (a *Address) String() string {
	if a.fixed != "" {
		return a.fixed
	}
	a.lock.Lock()
	defer a.lock.Unlock()
	if a.known == "" || time.Since(a.asked) > askAgain {
		a.known, a.asked = "http://"+net.JoinHostPort(lanIP(), a.port), time.Now()
	}
	return a.known
}

// lanIP is the first private IPv4 address of an interface that is up.
func lanIP() string {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return "127.0.0.1"
	}
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && ip.IP.To4() != nil && ip.IP.IsPrivate() {
			return ip.IP.String()
		}
	}
	return "127.0.0.1"
}
