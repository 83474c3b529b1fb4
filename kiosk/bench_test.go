package kiosk

import (
	"fmt"
	"testing"

	"github.com/valyala/fasthttp"
)

// visits asks the whole server, from routing to the answer, over 10,000 deputies.
func visits(b *testing.B, address func(i int) string) {
	w := newWorld(b)
	w.put(b, sites()...)
	w.put(b, crowd(10000)...)
	handle := open(b, w).app.Handler()
	addresses := make([]string, 512)
	for i := range addresses {
		addresses[i] = address(i * 19)
	}
	var ctx fasthttp.RequestCtx
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		ctx.Request.Reset()
		ctx.Response.Reset()
		ctx.Request.SetRequestURI(addresses[i%len(addresses)])
		ctx.Request.Header.SetHost("box")
		handle(&ctx)
		if ctx.Response.StatusCode() != fasthttp.StatusOK {
			b.Fatalf("%s: %d", addresses[i%len(addresses)], ctx.Response.StatusCode())
		}
	}
}

func BenchmarkDeputy(b *testing.B) {
	visits(b, func(i int) string { return fmt.Sprintf("/api/v1/deputies/%08d", i) })
}

func BenchmarkList(b *testing.B) {
	visits(b, func(i int) string { return fmt.Sprintf("/api/v1/deputies?limit=20&offset=%d", i%200) })
}

func BenchmarkSearch(b *testing.B) {
	visits(b, func(i int) string {
		return "/api/v1/deputies?q=" + []string{"wang", "zhangm", "lh", "chen", "zz", "wmg"}[i%6]
	})
}

// BenchmarkSearchUnseen asks what is no longer kept: the index and the joining alone.
func BenchmarkSearchUnseen(b *testing.B) {
	n := 0
	visits(b, func(int) string { n++; return fmt.Sprintf("/api/v1/deputies?q=wang&n=%d", n) })
}

// BenchmarkRenew is the first answer after a commit: one deputy read again, all else taken over.
func BenchmarkRenew(b *testing.B) {
	w := newWorld(b)
	w.put(b, sites()...)
	people := crowd(10000)
	w.put(b, people...)
	h := open(b, w)
	h.get("/api/v1/letters")
	refs := []int{0, 5000, 9999}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		kind, id := refOf(people[refs[i%3]])
		h.room.catalogue.stale.add(refsOf(kind, id))
		if _, err := h.room.catalogue.open(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirst is the first answer after the start, everything read for the first time.
func BenchmarkFirst(b *testing.B) {
	w := newWorld(b)
	w.put(b, sites()...)
	w.put(b, crowd(10000)...)
	h := open(b, w)
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		c := newCatalogue(Options{Store: w, Now: h.room.now, Base: func() string { return h.base }})
		if _, err := c.open(); err != nil {
			b.Fatal(err)
		}
	}
}
