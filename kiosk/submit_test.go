package kiosk

import (
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// From the finger on the glass to the verdict: submitted, followed, answered, rated, redone.
func TestAMatterFromTheTerminalToTheRating(t *testing.T) {
	h := open(t, aTown(t))
	h.put(t, &station.Unit{ID: "u-road", Name: "镇公路站"})
	kiosk := terminalOf(h)
	got := kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(1)))
	code := got.text("code")
	if len(code) != 12 || got.text("state") != "registered" || got.text("page") != "HTTP://192.168.1.10:8080/T/"+code {
		t.Fatalf("%v", got)
	}
	slip := got.sub("receipt")
	if slip.text("code") != code[:4]+" "+code[4:8]+" "+code[8:] || slip.text("number") != "990101001-2026-000001" ||
		slip.text("title") != "道路：莲池村 村口桥头" || slip.text("received_at") != "2026-11-21T09:00:00+08:00" || slip.text("phone") != "0999-87000001" {
		t.Errorf("the slip says %v", slip)
	}
	if again := kiosk.must(200, "POST", "/api/v1/matters", lamp(clientID(1))); again.text("code") != code {
		t.Errorf("the second tap got %v", again)
	}
	phone := phoneOf(h, "10.1.1.1")
	seen := phone.look(200, "/api/v1/matters/"+code)
	if seen.text("label") != "已登记" || seen.sub("contact").text("phone") != "138****1234" || seen["words"] != nil || seen.sub("next").text("label") != "决定是否受理" {
		t.Errorf("followed: %v", seen)
	}
	id := got.text("id")
	h.answered(id)
	seen = phone.look(200, "/api/v1/matters/"+code[:4]+"-"+code[4:8]+"-"+code[8:])
	if reply := seen.sub("reply"); seen["rateable"] != true || reply.text("decided") != "路灯换好了。" || reply.sub("by").text("unit") != "镇公路站" || reply.text("class_label") != "已经解决" {
		t.Errorf("answered: %v", seen)
	}
	rated := phone.must(200, "POST", "/api/v1/matters/"+code+"/rating", fields{"satisfaction": "unsatisfied", "words": "又坏了"})
	if rated.text("state") != "redo" || rated["rateable"] != false {
		t.Errorf("rated: %v", rated)
	}
	m := h.matter(id)
	if m.FedBack == nil || m.FedBack.How != "phone" || m.Redone != 1 || len(m.Unapplied()) != 0 {
		t.Errorf("the matter is %+v", m)
	}
	if _, a := phone.send("POST", "/api/v1/matters/"+code+"/rating", fields{"satisfaction": "satisfied"}); a.status != 409 {
		t.Errorf("rated twice: %d %s", a.status, a.body)
	}
}

// A telephone without JavaScript: the form, its receipt, the same form again when something is wrong.
func TestAFormWithoutScriptBecomesAMatter(t *testing.T) {
	h := open(t, aTown(t))
	phone := phoneOf(h, "10.1.1.2")
	form := phone.page(200, "/D/00000001/new")
	token := hiddenField(t, form, "started")
	for _, words := range []string{"向林海涵代表反映", "请不要填写身份证号、银行卡号和病情", `name="category" value="noise"`, "<option>莲池村</option>",
		`accept="image/*"`, "同意这样使用我的信息", "这是真的吗", "办结90天后遮盖电话，2年后删除"} {
		if !strings.Contains(form, words) {
			t.Errorf("the form lacks %q", words)
		}
	}
	for _, wrong := range []string{"multiple", "capture", " style=", "onclick"} {
		if strings.Contains(form, wrong) {
			t.Errorf("the form has %q", wrong)
		}
	}
	filled := [][2]string{{"started", token}, {"category", "road"}, {"words", "路灯<b>不亮"}, {"village", "莲池村"}, {"name", "王小兰"}, {"phone", "138 1234 1234"}}
	h.now = h.now.Add(10 * time.Second)
	a := phone.post("/D/00000001/new", filledForm{values: filled})
	if a.status != 400 || !strings.Contains(a.body, "再点同意") || !strings.Contains(a.body, "路灯&lt;b&gt;不亮") || !strings.Contains(a.body, `value="138 1234 1234"`) ||
		!strings.Contains(a.body, `value="road" required checked`) || hiddenField(t, a.body, "started") != token {
		t.Fatalf("without consent: %d %s", a.status, a.body)
	}
	filled = append(filled, [2]string{"consent", station.ConsentVersion})
	a = phone.post("/D/00000001/new", filledForm{values: filled})
	where := a.header.Get("Location")
	if a.status != 303 || !strings.HasPrefix(where, "/T/") || !strings.HasSuffix(where, "?new=1") {
		t.Fatalf("%d to %q: %s", a.status, where, a.body)
	}
	if b := phone.post("/D/00000001/new", filledForm{values: filled}); b.header.Get("Location") != where {
		t.Errorf("a double tap leads to %q", b.header.Get("Location"))
	}
	receipt := phone.page(200, where)
	code := where[3:15]
	for _, words := range []string{"收到了", code[:4] + " " + code[4:8] + " " + code[8:], "请记下或截图", "先核实", "/api/v1/matters/" + code + "/qr.svg"} {
		if !strings.Contains(receipt, words) {
			t.Errorf("the receipt lacks %q", words)
		}
	}
	var m matter.Matter
	for ref := range h.records {
		if ref.Kind == station.KindMatter {
			m = h.matter(ref.ID)
		}
	}
	if m.State != matter.Unverified || m.Channel != matter.ByPhone || len(m.Deputies) != 1 || m.Deputies[0] != "d01" || m.Contact.Phone != "13812341234" ||
		m.Told[0].Words != "路灯<b>不亮" || m.Consent != station.ConsentVersion {
		t.Errorf("the matter is %+v", m)
	}
}

func hiddenField(t testing.TB, page, name string) string {
	t.Helper()
	_, rest, found := strings.Cut(page, `name="`+name+`" value="`)
	value, _, closed := strings.Cut(rest, `"`)
	if !found || !closed {
		t.Fatalf("the page has no field %s: %s", name, page)
	}
	return value
}
