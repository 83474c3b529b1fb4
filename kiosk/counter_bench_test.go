package kiosk

import (
	"encoding/json"
	"fmt"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"lianzhan/kiosk/docket"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/web/pairing"
)

// BenchmarkSubmit has 256 terminals hand matters in at once; the store is the tests', so this is the counter alone.
func BenchmarkSubmit(b *testing.B) {
	var n atomic.Uint64
	clock := func() station.Reading { // a second a matter, so that no terminal is too quick
		return station.Reading{Time: morning.Add(time.Duration(n.Load()) * time.Second)}
	}
	w := aTown(b)
	h := openWith(b, w, func(o *Options) { o.Now = clock })
	handle := h.app.Handler()
	var cookies [256]string
	for i := range cookies {
		devices := pairing.New(pairing.Terminal, w.Key(), clock, nil)
		cookies[i] = "kiosk=" + devices.Token(fmt.Sprint("t", i), pairing.Life)
	}
	b.SetParallelism(128) // of two processors
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		peer := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 40000}
		for pb.Next() {
			id := n.Add(1)
			body, err := json.Marshal(fields{"client": fmt.Sprintf("%032x", id), "category": "road", "words": fmt.Sprintf("第%d盏路灯不亮", id),
				"village": "莲池村", "consent": station.ConsentVersion, "contact": fields{"name": "王小兰", "phone": "13812341234"}})
			if err != nil {
				b.Error(err)
				return
			}
			var ctx fasthttp.RequestCtx
			var req fasthttp.Request
			req.Header.SetMethod("POST")
			req.SetRequestURI("/api/v1/matters")
			req.Header.SetHost("localhost")
			req.Header.SetContentType("application/json")
			req.Header.Set("Cookie", cookies[id%256])
			req.Header.Set("Sec-Fetch-Site", "same-origin")
			req.SetBody(body)
			ctx.Init(&req, peer, nil)
			if handle(&ctx); ctx.Response.StatusCode() != 201 {
				b.Errorf("%d %s", ctx.Response.StatusCode(), ctx.Response.Body())
				return
			}
		}
	})
}

// manyMatters is a town with matters of a busy year.
func manyMatters(b *testing.B, count int) *world {
	w := aTown(b)
	for n := range count {
		id := fmt.Sprintf("m%016d", n)
		edits, err := matter.New(id, matter.Voter, morning, matter.Registration{Channel: matter.ByKiosk, Title: "路灯不亮", Category: "road", CodeHash: fmt.Sprintf("%064d", n)},
			matter.Told{Words: "村口的路灯不亮已经一个星期了"}, &matter.Contact{Name: "王小兰", Phone: "13812341234"})
		if err == nil {
			_, err = w.Write(b.Context(), "voter", edits...)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	return w
}

// BenchmarkDocketRenew is the first answer after an edit of one matter among 10,000.
func BenchmarkDocketRenew(b *testing.B) {
	w := manyMatters(b, 10_000)
	d := docket.New(w)
	if err := d.Renew(docket.Rules{}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		d.Heard(station.Announcement{Refs: refsOf(station.KindMatter, fmt.Sprintf("m%016d", i%10_000))})
		if err := d.Renew(docket.Rules{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDocketFirst reads 10,000 matters after a start.
func BenchmarkDocketFirst(b *testing.B) {
	w := manyMatters(b, 10_000)
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		if err := docket.New(w).Renew(docket.Rules{}); err != nil {
			b.Fatal(err)
		}
	}
}
