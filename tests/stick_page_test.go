//go:build stories

package tests

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// gives presses a button that hands the browser a file for the stick, and keeps the file as the browser would.
func (b *browser) gives(label string) string {
	b.t.Helper()
	b.act(until(`(() => {
		const make = URL.createObjectURL;
		URL.createObjectURL = file => { window.handed = file; return make(file); };
		return true;
	})()`, "no page"), press(label), see("存好了"))
	content, err := base64.StdEncoding.DecodeString(ask[string](b, `handed.arrayBuffer().then(all => btoa(String.fromCharCode(...new Uint8Array(all))))`))
	if err != nil {
		b.t.Fatal(err)
	}
	file := filepath.Join(b.t.TempDir(), "stick.bundle")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		b.t.Fatal(err)
	}
	return file
}

// takes picks a file from the stick.
func (b *browser) takes(file, told string) {
	b.t.Helper()
	b.act(until(`document.querySelector('.stick [type=file]') !== null`, "no file can be picked"))
	b.act(chromedp.SetUploadFiles(".stick [type=file]", []string{file}), see(told))
}

// A village without any line is brought in, sends what it has and gets its answer, all by mouse and stick.
func TestAStickByMouse(t *testing.T) {
	county, village := startCounty(t), startTown(t)
	officer, clerk := openFirstDesk(t, county), openFirstDesk(t, village)
	officer.act(press("联络站点"), see("和川县人大常委会"))
	officer.plants("莲池村站", "lianchi", "和川县人大常委会", "村（社区）站")
	officer.act(pressBeside("莲池村站", "接入码"))
	code := officer.issued()
	officer.act(press("关闭"), gone("告诉到站点安装的技术员"))
	clerk.act(press("与上级联系"), see("还没有接入县里"), fill("上级给的接入码", code))
	officer.takes(clerk.gives("存到U盘"), "“莲池村站”的数据包收下了")
	officer.looked("stick")
	clerk.takes(officer.gives("存回包"), "“莲池村站”接入好了")
	clerk.looked("joined")
	for range 2 { // to be greeted, and to send
		officer.takes(clerk.gives("存到U盘"), "莲池村站")
		clerk.takes(officer.gives("存回包"), "莲池村站")
	}
	clerk.act(see("全部送到了"), see("县里已存妥"))
	officer.act(press("代表与内容"), see("麦穗田"))
}

// A program of the county's own is entered, tried out and seen to fail in words, and removed.
func TestASystemThatIsTold(t *testing.T) {
	answer := http.StatusOK
	far := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(answer) }))
	t.Cleanup(far.Close)
	b := openFirstDesk(t, startCounty(t))
	b.act(press("对外数据"), see("还没有要通知的系统"), press("添加系统"), fill("哪个系统", "县数据平台"), fill("接收的网址", far.URL))
	b.looked("hook")
	b.act(press("保存"), see("只显示这一次"))
	b.looked("secret")
	b.act(press("抄好了"), gone("只显示这一次"), pressBeside("县数据平台"+far.URL, "试一下"), see("“县数据平台”收到了"))
	answer = http.StatusServiceUnavailable
	b.act(pressBeside("县数据平台"+far.URL, "试一下"), see("没有收到：那边回答503"))
	b.looked("exchange")
	b.act(pressBeside("县数据平台"+far.URL, "移除"), see("不再通知“县数据平台”？"), press("移除"), see("还没有要通知的系统"))
}
