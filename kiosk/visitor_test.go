package kiosk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/valyala/fasthttp"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/web/photo"
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
	a := answer{ctx.Response.StatusCode(), header, string(ctx.Response.Body())}
	documented(v.t, method, address, a)
	return a
}

var theDocument struct {
	lock    sync.Mutex
	read    document
	schemas *schemas
}

// documented holds every answer of every story against openapi.json.
func documented(t testing.TB, method, address string, a answer) {
	t.Helper()
	theDocument.lock.Lock()
	defer theDocument.lock.Unlock()
	if theDocument.schemas == nil {
		strict := strictSchemas(t)
		theDocument.read, theDocument.schemas = readDocument(t), &strict
	}
	theDocument.read.hold(t, *theDocument.schemas, method, address, a)
}

// sieve stands for the process that re-encodes photos: it takes what begins like one.
type sieve struct{}

func (sieve) Clean(_ context.Context, r io.Reader) (photo.Picture, error) {
	body, err := io.ReadAll(r)
	if err != nil || !bytes.HasPrefix(body, []byte("photo")) {
		return photo.Picture{}, station.Invalid("photo_format_unknown", "这个文件不是照片。请从相册里选一张照片。").Because(err)
	}
	return photo.Picture{JPEG: append([]byte("\xff\xd8\xff clean "), body...), Thumb: []byte("\xff\xd8\xff thumb"), Width: 4, Height: 3,
		Place: &photo.Place{Lat: 28.5, Lon: 120.5}}, nil
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

// filled is a form a phone filled in with its script on: the token of the page and a proof of work.
func (v *visitor) filled(words string) fields {
	v.t.Helper()
	started := hiddenField(v.t, v.page(200, "/D/00000001/new"), "started")
	v.now = v.now.Add(5e9)
	return fields{"started": started, "category": "road", "words": words, "village": "莲池村", "deputies": []string{"00000001"},
		"contact": fields{"name": "王小兰", "phone": "13812341234"}, "consent": station.ConsentVersion, "altcha": v.proof()}
}

// proof does the work of a challenge as the page does.
func (v *visitor) proof() string {
	v.t.Helper()
	c := v.look(200, "/api/v1/challenge")
	for n := 0; ; n++ {
		sum := sha256.Sum256([]byte(c.text("salt") + strconv.Itoa(n)))
		if hex.EncodeToString(sum[:]) == c.text("challenge") {
			solved, err := json.Marshal(fields{"algorithm": c["algorithm"], "challenge": c["challenge"], "number": n, "salt": c["salt"], "signature": c["signature"]})
			if err != nil {
				v.t.Fatal(err)
			}
			return base64.StdEncoding.EncodeToString(solved)
		}
	}
}

// photo uploads a picture that must be taken.
func (v *visitor) photo(body, query string) fields {
	v.t.Helper()
	a := v.request("POST", "/api/v1/uploads"+query, []byte(body), "application/octet-stream")
	if a.status != 201 {
		v.t.Fatalf("upload: %d %s", a.status, a.body)
	}
	return readFields(v.t, a)
}
