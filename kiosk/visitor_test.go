package kiosk

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"strings"
	"testing"

	"github.com/valyala/fasthttp"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// visitor is somebody at a terminal or with a telephone: an address, and the headers their browser sends.
type visitor struct {
	*house
	t       testing.TB
	ip      string
	headers map[string]string
}

// phoneOf is a telephone at an address.
func phoneOf(h *house, ip string) *visitor {
	return &visitor{house: h, t: h.t, ip: ip, headers: map[string]string{}}
}

// terminal is the touch screen on the box itself, after its page was loaded.
func terminalOf(h *house) *visitor {
	h.t.Helper()
	v := &visitor{house: h, t: h.t, ip: "127.0.0.1", headers: map[string]string{"Host": "localhost:8080", "Sec-Fetch-Site": "same-origin"}}
	cookie := v.request("GET", "/kiosk", nil, "").header.Get("Set-Cookie")
	value, _, _ := strings.Cut(cookie, ";")
	if !strings.HasPrefix(value, "kiosk=") || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") {
		h.t.Fatalf("the terminal got the cookie %q", cookie)
	}
	v.headers["Cookie"] = value
	return v
}

func (v *visitor) request(method, address string, body []byte, media string) answer {
	v.t.Helper()
	var req fasthttp.Request
	req.Header.SetMethod(method)
	req.SetRequestURI(address)
	req.Header.SetHost("192.168.1.10:8080")
	if media != "" {
		req.Header.SetContentType(media)
	}
	req.SetBody(body)
	for name, value := range v.headers {
		req.Header.Set(name, value)
	}
	var ctx fasthttp.RequestCtx
	ctx.Init(&req, &net.TCPAddr{IP: net.ParseIP(v.ip), Port: 40000}, nil)
	v.app.Handler()(&ctx)
	header := http.Header{}
	for name, value := range ctx.Response.Header.All() {
		header.Add(string(name), string(value))
	}
	return answer{ctx.Response.StatusCode(), header, string(ctx.Response.Body())}
}

// send posts a value as JSON and reads the answer's fields.
func (v *visitor) send(method, address string, value any) (fields, answer) {
	v.t.Helper()
	body, err := json.Marshal(value)
	if err != nil {
		v.t.Fatal(err)
	}
	a := v.request(method, address, body, "application/json")
	return readFields(v.t, a), a
}

// must sends and wants a status.
func (v *visitor) must(status int, method, address string, value any) fields {
	v.t.Helper()
	f, a := v.send(method, address, value)
	if a.status != status {
		v.t.Fatalf("%s %s: %d %s", method, address, a.status, a.body)
	}
	return f
}

func (v *visitor) look(status int, address string) fields {
	v.t.Helper()
	a := v.request("GET", address, nil, "")
	if a.status != status {
		v.t.Fatalf("GET %s: %d %s", address, a.status, a.body)
	}
	return readFields(v.t, a)
}

// page opens a page that must answer with a status.
func (v *visitor) page(status int, address string) string {
	v.t.Helper()
	a := v.request("GET", address, nil, "")
	if a.status != status {
		v.t.Fatalf("GET %s: %d %s", address, a.status, a.body)
	}
	return a.body
}

// fields is an answer read without knowing its type.
type fields map[string]any

func readFields(t testing.TB, a answer) fields {
	t.Helper()
	f := fields{}
	if len(a.body) > 0 && strings.Contains(a.header.Get("Content-Type"), "json") {
		if err := json.Unmarshal([]byte(a.body), &f); err != nil {
			t.Fatalf("%s: %v", a.body, err)
		}
	}
	return f
}

func (f fields) text(name string) string { s, _ := f[name].(string); return s }

func (f fields) sub(name string) fields { m, _ := f[name].(map[string]any); return m }

// filledForm is what a person filled in on a form, files under the name "photo".
type filledForm struct {
	values [][2]string
	photos [][]byte
}

func (v *visitor) post(address string, f filledForm) answer {
	v.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, pair := range f.values {
		if err := w.WriteField(pair[0], pair[1]); err != nil {
			v.t.Fatal(err)
		}
	}
	for _, photo := range f.photos {
		part, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="photo"; filename="a.jpg"`}, "Content-Type": {"image/jpeg"}})
		if err == nil {
			_, err = part.Write(photo)
		}
		if err != nil {
			v.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		v.t.Fatal(err)
	}
	return v.request("POST", address, body.Bytes(), w.FormDataContentType())
}

// clientID is a client id that differs by its number.
func clientID(n byte) string {
	return strings.Repeat("0", 30) + string("0123456789abcdef"[n>>4]) + string("0123456789abcdef"[n&15])
}

// lamp is a submission as the kiosk sends it.
func lamp(client string) fields {
	return fields{"client": client, "category": "road", "words": "村口的路灯不亮已经一个星期了", "village": "莲池村", "place": "村口桥头",
		"contact": fields{"name": "王小兰", "phone": "13812341234"}, "consent": station.ConsentVersion}
}

// does writes what staff do to a matter.
func (h *house) does(id string, moves ...matter.Move) {
	h.t.Helper()
	record := h.records[station.Ref{Kind: station.KindMatter, ID: id}]
	edits, err := matter.Fold(record).Edits(moves...)
	if err == nil {
		_, err = h.Write(h.t.Context(), "account:1", edits...)
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) matter(id string) matter.Matter {
	return matter.Fold(h.records[station.Ref{Kind: station.KindMatter, ID: id}])
}

// officer moves as the liaison officer does.
func officer(data matter.Data) matter.Move {
	return matter.Move{By: matter.Actor{Role: string(station.RoleOfficer), Account: "o1", Name: "吴站员"}, Data: data}
}

// answered brings a registered matter to its reply.
func (h *house) answered(id string) {
	h.t.Helper()
	h.does(id, officer(&matter.AcceptedBy{}))
	h.does(id, officer(&matter.Classification{Category: "road", Grade: matter.Urgent}))
	h.does(id, officer(&matter.Assignment{LeadUnit: "u-road"}))
	h.does(id, officer(&matter.Started{}))
	h.does(id, officer(&matter.Reply{Class: "A", Form: "written", Decided: "路灯换好了。", Next: "每月巡查一次。", Call: "有问题找值班室",
		By: matter.Signer{Unit: "u-road", Name: "郑所长", Post: "所长", Phone: "0999-87000009"}}))
}
