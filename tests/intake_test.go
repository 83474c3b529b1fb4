//go:build stories

package tests

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"lianzhan/station"
)

// keys touches one key after the other.
func keys(text string) []step {
	var taps []step
	for _, key := range text {
		taps = append(taps, tap(string(key)))
	}
	return taps
}

// atKiosk opens the terminal's page.
func atKiosk(t *testing.T, s *live, screen size) *browser {
	t.Helper()
	b := browse(t, screen)
	b.play(chromedp.Navigate(s.url("/kiosk?screen=kiosk")), see("我要反映"))
	return b
}

// toWords picks a class, a phrase and a village, as every matter begins.
func (b *browser) toWords(class, phrase, village string) {
	b.t.Helper()
	b.play(tap("我要反映"), see("第1步，共5步"), tap(class), see("是哪种情况"), tap(phrase), tap("下一步"), see("在什么地方"), tap(village),
		tap("下一步"), see("第3步，共5步"))
}

// toCheck leaves photos and contact out and agrees.
func (b *browser) toCheck() {
	b.t.Helper()
	b.play(tap("下一步"), tap("不加照片"), see("怎样找到您"), tap("不留，下一步"), see("怎样用您说的话"), tap("同意，下一步"), see("对不对"))
}

// receipt reads the code off the receipt.
func (b *browser) receipt() string {
	b.t.Helper()
	b.play(see("查询码，请记好"))
	code := ask[string](b, `document.querySelector('.digits').innerText.replace(/\D/g, '')`)
	if len(code) != 12 {
		b.t.Fatalf("the receipt shows %q", code)
	}
	return code
}

// A voter touches from home to a receipt with ready phrases and a telephone number, at every size; every screen stands
// up to axe, and all there is to touch is as large as a thumb.
func TestVoterTellsByTouch(t *testing.T) {
	s := startTown(t)
	for _, screen := range []size{portrait, landscape, {1280, 800}} {
		t.Run(screen.String(), func(t *testing.T) {
			b := atKiosk(t, s, screen)
			for _, page := range []struct {
				name  string
				steps []step
			}{
				{"class", []step{tap("我要反映"), see("第1步，共5步")}},
				{"phrases", []step{tap("道路"), see("是哪种情况"), tap("路灯不亮")}},
				{"where", []step{tap("下一步"), see("在什么地方"), tap("莲池村")}},
				{"words", []step{tap("下一步"), see("在自己手机上写")}},
				{"photos", []step{tap("下一步"), see("要不要加照片")}},
				{"contact", append(append([]step{tap("不加照片")}, keys("1371111000")...), see("还差1位"), tap("9"), see("13711110009"), tap("要求保密"))},
				{"consent", []step{tap("下一步"), see("只用来办这件事")}},
				{"check", []step{tap("同意，下一步"), see("路灯不亮。"), see("137****0009")}},
				{"ring", []step{tap("提交"), see("现在还没有提交")}},
				{"taken-back", []step{tap("撤回"), see("对不对")}},
				{"receipt", []step{tap("提交"), tap("马上提交"), see("收到了，已经登记")}},
			} {
				b.play(page.steps...)
				b.picture(page.name)
				b.axe(page.name)
				b.touchable(page.name)
			}
			f := s.caller("127.0.0.3").follow(b.receipt())
			if f.Title != "道路：莲池村" || f.Contact == nil || f.Contact.Phone != "137****0009" {
				t.Errorf("the matter is %+v", f)
			}
		})
	}
}

// touchable holds every button against 16 mm and every letter against 4.8 mm on the glass.
func (b *browser) touchable(page string) {
	b.t.Helper()
	small := ask[[]string](b, `(() => {
		const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
		const seen = e => e.getClientRects().length && getComputedStyle(e).visibility === 'visible' && !e.closest('.unseen, .icon, .picture');
		const found = [];
		for (const e of document.querySelectorAll('button')) {
			const r = e.getBoundingClientRect();
			if (seen(e) && (r.width < 15.9 * mm || r.height < 15.9 * mm)) found.push(e.innerText + ' is ' + r.width / mm + ' by ' + r.height / mm + ' mm');
			if (seen(e) && (r.right > innerWidth + 1 || r.bottom > innerHeight + 1)) found.push(e.innerText + ' is off the glass');
		}
		for (const e of document.querySelectorAll('main *')) {
			const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
			if (own && seen(e) && parseFloat(getComputedStyle(e).fontSize) < 4.75 * mm) found.push(e.innerText + ' is small');
		}
		return found;
	})()`)
	for _, what := range small {
		b.t.Errorf("%s: %s", page, what)
	}
}

// Own words by pinyin: whole phrases, and an identity number that never gets further than the glass.
func TestVoterTypesPinyin(t *testing.T) {
	s := startTown(t)
	b := atKiosk(t, s, portrait)
	b.toWords("水", "水管漏水", "上洋村")
	b.play(tap("打拼音"), see("写好了"))
	b.play(keys("zls")...)
	b.play(see("自来水"), tap("自来水"), tap("数字标点"))
	b.play(keys("11010519491231002")...)
	b.play(tap("回到拼音"))
	b.picture("pinyin")
	b.axe("pinyin")
	b.touchable("pinyin")
	b.play(tap("写好了"), see("自来水11010519491231002"))
	b.play(tap("打拼音"), tap("数字标点"))
	b.play(keys("2")...)
	b.play(tap("写好了"))
	b.toCheck()
	b.play(tap("提交"), tap("马上提交"))
	code := b.receipt()
	if f := s.kiosk("127.0.0.4").want(http.StatusOK, "GET", "/api/v1/matters/"+code+"?words=1", nil); !strings.Contains(string(f.body), "自来水") {
		t.Errorf("the words are %s", f.body)
	}
}

// Writing with a finger is offered where the box can read it, and nowhere else.
func TestVoterWritesByHand(t *testing.T) {
	s := startTown(t)
	var options struct{ Input struct{ Handwriting bool } }
	if err := json.Unmarshal(s.get("/api/v1/matter-options"), &options); err != nil {
		t.Fatal(err)
	}
	b := atKiosk(t, s, landscape)
	b.toWords("道路", "路灯不亮", "莲池村")
	if !options.Input.Handwriting {
		if ask[bool](b, `document.body.innerText.includes('手写')`) {
			t.Error("a pad is offered that nobody reads")
		}
		return
	}
	b.play(tap("手写"), see("用手指在格子里写一个字"))
	b.axe("pad")
	at := ask[[]float64](b, `(() => { const r = document.querySelector('canvas').getBoundingClientRect(); return [r.x, r.y, r.width] })()`)
	b.play(chromedp.MouseEvent("mousePressed", at[0]+at[2]*0.2, at[1]+at[2]*0.5, chromedp.Button("left")))
	for i := range 12 {
		b.play(chromedp.MouseEvent("mouseMoved", at[0]+at[2]*(0.2+0.05*float64(i)), at[1]+at[2]*0.5, chromedp.Button("left")))
	}
	b.play(chromedp.MouseEvent("mouseReleased", at[0]+at[2]*0.8, at[1]+at[2]*0.5, chromedp.Button("left")),
		until(`[...document.querySelectorAll(".candidate")].some(e => e.innerText.trim() === "一")`, "a stroke is not read"),
		tap("写好了"), see("路灯不亮。一"))
	b.picture("pad")
}

// Where there is a microphone a voter may leave a voice note: recorded, heard, kept with the matter.
func TestVoterLeavesAVoiceNote(t *testing.T) {
	s := startTown(t)
	b := listening(t, portrait)
	b.play(chromedp.Navigate(s.url("/kiosk?screen=kiosk")), see("我要反映"))
	b.toWords("噪音油烟", "晚上施工太吵", "莲池村")
	b.play(tap("录音留言"), see("开始录音"))
	b.axe("voice")
	b.play(tap("开始录音"), see("还可以说58秒"))
	b.picture("recording")
	b.axe("recording")
	b.touchable("recording")
	b.play(tap("说完了"), see("录好了"), tap("听一遍"))
	b.picture("recorded")
	b.axe("recorded")
	b.play(tap("删掉重录"), tap("开始录音"), see("还可以说59秒"), tap("说完了"), tap("就用这段"), see("录音留言1秒"))
	b.toCheck()
	b.play(see("录音留言1秒"), tap("提交"), tap("马上提交"))
	var f struct{ Words struct{ Voice string } }
	told := s.kiosk("127.0.0.4").want(http.StatusOK, "GET", "/api/v1/matters/"+b.receipt()+"?words=1", nil)
	if err := json.Unmarshal(told.body, &f); err != nil || f.Words.Voice == "" {
		t.Fatalf("no voice note: %v %s", err, told.body)
	}
	if sound := s.get(f.Words.Voice); len(sound) < 1000 {
		t.Errorf("the voice note has %d bytes", len(sound))
	}
}

// listening is a browser with a microphone that hums.
func listening(t *testing.T, screen size) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("use-fake-device-for-media-stream", true),
		chromedp.Flag("use-fake-ui-for-media-stream", true), chromedp.WindowSize(int(screen.width), int(screen.height)))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeTab := chromedp.NewContext(ctx)
	t.Cleanup(func() { closeTab(); stop() })
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(screen.width, screen.height, chromedp.EmulateTouch)); err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, ctx: ctx}
}

// A phone that scans the code takes the matter along; the terminal forgets it at once.
func TestPhoneTakesTheMatterAlong(t *testing.T) {
	s := startTown(t)
	b := atKiosk(t, s, portrait)
	b.toWords("垃圾环境", "有人乱倒垃圾", "上洋村")
	b.play(tap("在自己手机上写"), see("对准这个码"))
	b.play(until(`document.querySelector('figure img')?.naturalWidth > 0`, "no code to scan"))
	b.picture("scan")
	b.axe("scan")
	b.touchable("scan")
	short := regexp.MustCompile(`(?i)/W/([0-9A-Z]{8})`).FindStringSubmatch(ask[string](b, `document.querySelector('figcaption').innerText`))
	if short == nil {
		t.Fatal("no address below the code")
	}
	page := s.caller("127.0.0.5").want(http.StatusOK, "GET", "/W/"+short[1], nil)
	if !strings.Contains(string(page.body), "有人乱倒垃圾") {
		t.Errorf("the phone did not get what was picked: %.300s", page.body)
	}
	b.play(see("手机已打开，这里可以离开了"))
	b.picture("handed")
	b.axe("handed")
	b.noTrace("有人乱倒垃圾")
	if again := s.caller("127.0.0.6").want(http.StatusOK, "GET", "/W/"+short[1], nil); len(again.body) == 0 {
		t.Error("the terminal took the draft away from the phone")
	}
	b.play(tap("好，知道了"), see("轻触屏幕开始"))
}

// Pictures come over the phone while the terminal waits; one that is taken back is not handed in.
func TestPicturesComeByPhone(t *testing.T) {
	s := startTown(t)
	b := atKiosk(t, s, landscape)
	b.toWords("道路", "路面坏了，有坑", "莲池村")
	b.play(tap("下一步"), tap("用手机传照片"), see("对准这个码"))
	token := ask[string](b, `document.querySelector('figure img').src.match(/drafts\/([0-9a-f]{32})/)[1]`)
	phone := s.caller("127.0.0.5")
	for _, seen := range []string{"收到1张", "收到2张"} {
		phone.want(http.StatusCreated, "POST", "/api/v1/uploads?draft="+token, voterPicture(t), "Content-Type: image/jpeg")
		b.play(see(seen))
	}
	b.play(until(`[...document.querySelectorAll('.thumbs img')].every(e => e.naturalWidth > 0)`, "no picture to see"))
	b.picture("pictures")
	b.axe("pictures")
	b.touchable("pictures")
	b.play(tap("删掉第2张"), see("收到1张"), tap("下一步"), tap("不留，下一步"), tap("同意，下一步"), see("1张"), tap("提交"), tap("马上提交"))
	var f struct{ Words struct{ Photos []string } }
	told := phone.want(http.StatusOK, "GET", "/api/v1/matters/"+b.receipt()+"?words=1", nil)
	if err := json.Unmarshal(told.body, &f); err != nil || len(f.Words.Photos) != 1 {
		t.Errorf("%d pictures were handed in: %v", len(f.Words.Photos), err)
	}
}

// An officer writes for a voter at the terminal: called, read back in large letters, sent by the voter's own press.
func TestStaffWritesForAVoterAtTheKiosk(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer)
	b := atKiosk(t, s, portrait)
	b.toWords("看病", "医保报销不清楚", "莲池村")
	b.play(tap("请工作人员代写"), see("已经叫工作人员了，请稍等"))
	b.picture("called")
	b.axe("called")
	drafts := told[struct{ Items []struct{ Token string } }](o.officer().caller, o.officer().want(http.StatusOK, "GET", "/api/v1/desk/drafts", nil))
	if len(drafts.Items) != 1 {
		t.Fatalf("the desk sees %d drafts", len(drafts.Items))
	}
	at := "/api/v1/desk/drafts/" + drafts.Items[0].Token
	o.officer().want(http.StatusOK, "POST", at+"/claim", nil)
	b.play(see("正在帮您写"))
	o.officer().want(http.StatusOK, "POST", at+"/write", fields{"category": "health", "words": "老伴住院的药费报不了，想问清楚。", "village": "莲池村"})
	o.officer().want(http.StatusOK, "POST", at+"/read-back", nil)
	b.play(see("老伴住院的药费报不了"), see("代写"))
	b.picture("read-back")
	b.axe("read-back")
	b.touchable("read-back")
	b.play(tap("不对，请改"), see("请告诉工作人员哪里不对"))
	o.officer().want(http.StatusOK, "POST", at+"/write", fields{"category": "health", "words": "老伴住院的检查费报不了，想问清楚。", "village": "莲池村"})
	o.officer().want(http.StatusOK, "POST", at+"/read-back", nil)
	b.play(see("检查费报不了"), tap("就是这样，提交"))
	b.receipt()
	b.noTrace("检查费")
}

// noTrace looks for what a visitor left: on the page, in its history, in its stores and in the list of addresses asked.
func (b *browser) noTrace(words ...string) {
	b.t.Helper()
	kept := ask[string](b, `JSON.stringify([document.documentElement.outerHTML.replace(/<style>[^]*?<\/style>/g, ''), history.state, location.href,
		{...localStorage}, {...sessionStorage}, document.cookie, [...document.querySelectorAll('input, textarea')].map(e => e.value)])`)
	for _, each := range words {
		if strings.Contains(kept, each) {
			b.t.Errorf("%q is left behind", each)
		}
	}
}

// Whoever ends a visit leaves nothing, neither on the glass nor at the counter.
func TestKioskForgetsAVisitor(t *testing.T) {
	s := startTown(t)
	b := atKiosk(t, s, portrait)
	b.toWords("水", "水质浑浊，有味道", "上洋村")
	b.play(tap("打拼音"), see("写好了"))
	b.play(keys("zls")...)
	b.play(see("自来水"), tap("自来水"), tap("写好了"), see("自来水"), tap("下一步"), tap("用手机传照片"), see("对准这个码"))
	b.play(until(`document.querySelector('figure img')?.naturalWidth > 0`, "no code to scan"))
	drafts := ask[[]string](b, `[...new Set(performance.getEntriesByType('resource').map(e => e.name).flatMap(n => n.match(/drafts\/[0-9a-f]{32}/) ?? []))]`)
	if len(drafts) != 1 {
		t.Fatalf("drafts %v", drafts)
	}
	b.play(tap("不加照片"))
	b.play(keys("13711110009")...)
	b.play(see("13711110009"), tap("结束并清除"), see("要结束并清除吗"))
	b.picture("end")
	b.axe("end")
	b.play(tap("接着用"), see("13711110009"), tap("结束并清除"), see("填的内容都会清掉"), tap("对，都清掉"), see("轻触屏幕开始"))
	b.noTrace("自来水", "水质浑浊", "1371111", "137****0009", drafts[0])
	if left := ask[int](b, `performance.getEntriesByType('resource').filter(e => /phrases|matters\/\d/.test(e.name)).length`); left > 0 {
		t.Errorf("%d addresses of the visit are still listed", left)
	}
	kiosk := s.kiosk("127.0.0.7")
	for deadline := time.Now().Add(5 * time.Second); kiosk.send("GET", "/api/v1/"+drafts[0], nil).status != http.StatusNotFound; {
		if time.Now().After(deadline) {
			t.Fatal("the counter still keeps the draft")
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.play(chromedp.MouseClickXY(400, 400), see("我要反映"), tap("我要反映"), see("第1步，共5步"), gone("上洋村"))
	b.play(tap("水"), see("是哪种情况"))
	if pressed := ask[int](b, `document.querySelectorAll('.body [aria-pressed=true]').length`); pressed != 0 {
		t.Errorf("%d phrases are still chosen", pressed)
	}
}

// The station stops between the voter's press and the disk: the answers stay, the terminal tries again by itself, and
// there is one matter.
func TestMatterWaitsForTheStation(t *testing.T) {
	s := startTown(t)
	b := atKiosk(t, s, landscape)
	b.toWords("安全", "消防通道被堵", "莲池村")
	b.toCheck()
	b.play(tap("提交"), see("现在还没有提交"))
	s.kill()
	b.play(tap("马上提交"), see("没有送到，再试一次"))
	b.picture("not-delivered")
	b.axe("not-delivered")
	s.up()
	code := b.receipt()
	if f := s.caller("127.0.0.3").follow(code); f.State != "registered" || !strings.HasSuffix(f.Number, "-000001") {
		t.Errorf("%s is %s", f.Number, f.State)
	}
}

// A voter follows a matter by its code, reads the answer card and is not satisfied: the matter goes back to work.
func TestVoterFollowsAndRates(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleUnit)
	r := s.kiosk("127.0.0.2").tell("学校门口的井盖不见了。", fields{"village": "莲池村", "place": "小学门前",
		"contact": fields{"name": "秦溪苇", "phone": "13711110001"}})
	o.handOn(r.ID, roadUnit)
	o.unit().does(r.ID, "handling", nil)
	o.unit().does(r.ID, "replied", reply("A", "已换上防盗井盖，旁边加了警示桩。"))
	o.officer().does(r.ID, "fed_back", fields{"how": "phone"})
	for _, screen := range []size{portrait, landscape} {
		b := atKiosk(t, s, screen)
		b.play(tap("查办理进度"), see("请输入12位查询码"))
		wrong := "9" + r.Code[1:11] + string('0'+(r.Code[11]-'0'+1)%10)
		b.play(keys(wrong)...)
		b.play(tap("查一查"), see("没有找到这个查询码"))
		b.picture(screen.String() + "-unknown")
		b.axe("unknown code")
		b.touchable("unknown code")
		b.play(tap("全删掉"))
		b.play(keys(r.Code)...)
		b.play(tap("查一查"), see("已换上防盗井盖"), see("找谁"), see("您满意吗"))
		b.picture(screen.String() + "-answer")
		b.axe("answer")
		b.touchable("answer")
		b.play(tap("我的信息"), see("137****0001"))
		b.picture(screen.String() + "-mine")
		b.axe("my data")
		b.touchable("my data")
		b.play(tap("删除我的联系方式"), see("删除姓名和电话？"), tap("不删"), tap("上一步"))
	}
	b := atKiosk(t, s, portrait)
	b.play(tap("查办理进度"), see("请输入12位查询码"))
	b.play(keys(r.Code)...)
	b.play(tap("查一查"), see("您满意吗"), tap("不满意"), see("要求再办一次？"))
	b.picture("redo")
	b.axe("redo")
	b.play(tap("要，再办一次"), see("重新办理"), see("您的评价：不满意"))
	b.play(tap("我的信息"), tap("全部删除"), see("找不回来"), tap("删除"), see("没有留姓名和电话"))
	if f := s.caller("127.0.0.3").stands(r.Code, "redo"); f.Contact != nil || f.Rating != "unsatisfied" {
		t.Errorf("after all that: %+v", f)
	}
	b.play(tap("结束并清除"), see("要结束并清除吗"), tap("对，都清掉"), see("轻触屏幕开始"))
	b.noTrace(r.Code, fmt.Sprintf("%s %s", r.Code[:4], r.Code[4:8]), "防盗井盖")
}

// What was released is there for everybody, with the promise in numbers; who met with the same says so once.
func TestVoterSeesWhatOthersReport(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleUnit)
	r := s.kiosk("127.0.0.2").tell("学校门口的井盖不见了。", fields{"village": "莲池村", "place": "小学门前"})
	o.handOn(r.ID, roadUnit)
	o.officer().does(r.ID, "public_drafted", fields{"title": "小学门前缺井盖", "text": "有选民反映小学门前缺井盖，已交城建办。", "place": "莲池村"})
	o.master.does(r.ID, "public_released", nil)
	for _, screen := range []size{portrait, landscape} {
		b := atKiosk(t, s, screen)
		b.play(tap("查办理进度"), see("请输入12位查询码"), tap("看看大家反映的事"), see("小学门前缺井盖"), see("镇城建办"), see("天答复"))
		b.picture(screen.String())
		b.axe("voices")
		b.touchable("voices")
		if screen == portrait {
			b.play(tap("我也遇到了"), see("1人也遇到了"), see("记下了"))
		}
		b.play(tap("办好了"), see("现在没有公开的事"))
		b.axe("nothing solved")
	}
}

// From a deputy's page a matter goes to that deputy.
func TestVoterTellsADeputy(t *testing.T) {
	s := startTown(t)
	for _, screen := range []size{portrait, landscape} {
		b := atKiosk(t, s, screen)
		b.play(tap("找代表"), see("麦穗田"), tap("麦穗田"), see("向TA反映"))
		b.picture(screen.String() + "-deputy")
		b.axe("deputy")
		b.play(tap("向TA反映"), see("向麦穗田代表反映"), tap("电"), tap("经常停电"), tap("下一步"), tap("说不清，跳过"))
		b.toCheck()
		b.play(see("麦穗田"), tap("提交"), tap("马上提交"))
		b.receipt()
	}
}
