//go:build stories

package tests

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// officeScreen is the screen on an officer's table.
var officeScreen = size{1366, 768}

// foremost finds what a person can press or fill in: not covered by a dialog, nor behind one.
const foremost = `(() => {
	const plain = s => (s || '').replace(/\s+/g, '');
	const shown = e => {
		if (!e.getClientRects().length) return false;
		e.scrollIntoView({block: 'nearest'});
		const r = e.getBoundingClientRect(), top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
		return top !== null && (e.contains(top) || top.contains(e));
	};
	const find = (all, label, says) => {
		const hits = all.filter(e => says(e).some(s => s.includes(label)));
		const exact = hits.filter(e => says(e).includes(label));
		return [...exact, ...hits].find(shown);
	};
	%s
})()`

// press clicks the foremost thing that says the label: a button, a choice, a line of a menu.
func press(label string) step {
	return pressFound(fmt.Sprintf(`
		const all = [...document.querySelectorAll('button, a, .el-radio-button, .el-checkbox, [role=option], [role=menuitem], [role=tab]')]
			.filter(e => !e.disabled);
		const hit = find(all, plain(%s), e => [plain(e.getAttribute('aria-label')), plain(e.innerText)]);`, quote(label)), label)
}

// pressFound clicks what a script finds as "hit".
func pressFound(script, label string) step {
	return touch(fmt.Sprintf(foremost, script+` return hit;`), label)
}

// fill writes into the field of a label.
func fill(label, text string) step {
	return until(fmt.Sprintf(foremost, fmt.Sprintf(`
		const labels = [...document.querySelectorAll('label')].filter(l => l.querySelector('input:not([type=radio]):not([type=checkbox]), textarea'));
		const hit = find(labels, plain(%s), e => [plain(e.querySelector('.label')?.firstChild?.textContent ?? e.innerText)]);
		const field = hit && hit.querySelector('input, textarea');
		if (!field || field.disabled) return false;
		const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set;
		set.call(field, %s);
		field.dispatchEvent(new Event('input', {bubbles: true}));
		return true;`, quote(label), quote(text))), "no field is called "+label)
}

// choose opens the list of a label and takes one of it.
func choose(label, choice string) []step {
	open := pressFound(fmt.Sprintf(`
		const hit = find([...document.querySelectorAll('label')], plain(%s), e => [plain(e.querySelector('.label')?.firstChild?.textContent)])
			?.querySelector('.el-select__wrapper');`, quote(label)), label)
	return []step{open, press(choice)}
}

// still waits until nothing on the page moves any more. What was just put there begins to move two frames later.
var still = until(`new Promise(done => {
	const rests = () => document.getAnimations().every(a => a.playState !== 'running');
	const look = frames => frames === 0 || !rests() ? done(rests()) : requestAnimationFrame(() => look(frames - 1));
	look(4);
})`, "the page never rests")

// act is a sequence of single steps and of lists of them.
func (b *browser) act(steps ...any) {
	b.t.Helper()
	for _, s := range steps {
		switch s := s.(type) {
		case step:
			b.play(s)
		case []step:
			b.play(s...)
		default:
			b.t.Fatalf("%T is no step", s)
		}
	}
}

// looked holds a screen of the desk against axe and keeps its picture.
func (b *browser) looked(name string) {
	b.t.Helper()
	b.play(until(`!document.querySelector('.el-message')`, "a message stays for ever"), still) // one that fades has no contrast
	b.picture(name)
	b.axe(name)
}

const (
	masterPassword  = "漫山红叶映清溪 四方来客坐"
	officerPassword = "一壶浊酒喜相逢 清风拂面 甲"
)

// openFirstDesk makes the first account on the page and signs in.
func openFirstDesk(t *testing.T, s *live) *browser {
	t.Helper()
	b := browse(t, officeScreen)
	b.act(chromedp.Navigate(s.url("/desk")), see("第一次使用"), fill("开通码", strings.TrimSpace(s.run("user", "setup-code"))),
		fill("姓名", "高禾苗"), fill("登录名", "zhanzhang"), fill("新密码", masterPassword), fill("再输一遍", masterPassword), press("设好了，去登录"),
		see("账号设好了"))
	b.signIn("zhanzhang", masterPassword)
	return b
}

// openDeskPage sets the station up on the page and makes an account for an officer: the master's browser and the officer's.
func openDeskPage(t *testing.T, s *live) (master, officer *browser) {
	t.Helper()
	master = openFirstDesk(t, s)
	master.act(press("账号"), press("加账号"), fill("姓名", "许联络"), fill("登录名", "xulianluo"), press("联络员"), press("保存"))
	master.act(until(`document.querySelector('[type=password]') !== null || document.body.innerText.includes('的初始密码')`, "no account was made"))
	if ask[bool](master, `document.body.innerText.includes('再输一次密码')`) {
		master.act(fill("密码", masterPassword), press("确定"))
	}
	master.act(see("许联络的初始密码"))
	issued := ask[string](master, `[...document.querySelectorAll('.el-dialog p.password')].map(e => e.innerText.trim()).join('')`)
	master.act(press("抄好了"))
	officer = browse(t, officeScreen)
	officer.act(chromedp.Navigate(s.url("/desk")), see("登录工作台"), fill("登录名", "xulianluo"), fill("密码", issued), press("登录"),
		see("请换一个自己的密码"), fill("现在的密码", issued), fill("新密码", officerPassword), fill("再输一遍", officerPassword), press("换密码"), see("今天"))
	return master, officer
}

func (b *browser) signIn(login, password string) {
	b.t.Helper()
	b.act(see("登录工作台"), fill("登录名", login), fill("密码", password), press("登录"), see("今天"), see("新来的，待受理"))
}

// One matter from the kiosk's bell to the wall and off it again, in a station whose units have no accounts.
func TestAMatterAcrossTheDesk(t *testing.T) {
	s := startTown(t)
	master, officer := openDeskPage(t, s)
	master.act(press("今天"))
	wall := s.watch("hall")
	r := s.kiosk("127.0.0.2").tell("莲池村桥头的井盖没了", fields{"place": "莲池村桥头", "contact": fields{"name": "单垚", "phone": "13711110002"}})
	master.act(see("莲池村桥头"), see("1件新的"))
	officer.act(see("莲池村桥头"), press("莲池村桥头"), press("建议受理"), fill("为什么这样建议", "去看过，属实。"), press("建议受理"), see("联络员许联络建议：受理"))
	master.looked("today")
	master.act(press("莲池村桥头"), see("去看过，属实"), press("照此受理"), press("受理"), see("已办：受理"))
	master.act(press("分类"), press("紧急"), press("分类"), see("已分类"))
	officer.act(press("拟一份交办"), choose("主办单位", "镇城建办"), fill("拟办意见", "今天先围起来。"), press("拟一份交办"), see("主办：镇城建办"))
	master.act(press("照此交办"), see("拟办意见"), press("交办"), see("已交办"))
	officer.act(see("已交办"), press("代单位录入答复"), fill("怎么办的、定了什么", "井盖已换新。"), fill("答复人", "贾主任"), press("代单位录入答复"), see("贾主任"))
	officer.act(press("反馈给选民"), press("打电话"), press("反馈给选民"), see("已反馈"))
	officer.act(press("代选民评价"), press("满意"), press("打电话"), press("代选民评价"), see("已评价"))
	officer.looked("detail")
	officer.act(press("公开"), press("写公开稿"), fill("公开标题", "桥头井盖换新"), fill("公开内容", "桥头的井盖已经换新。"), press("写公开稿"), see("已办：写公开稿"))
	master.act(press("公开"), press("审核发布"), press("审核发布"), see("已办：审核发布"))
	wall.until("the solved matter", func(b board) bool { return strings.Contains(b.raw, "桥头井盖换新") })
	officer.act(press("公开"), press("撤回公开"), fill("为什么撤回", "照片有误"), press("撤回公开"), see("已办：撤回公开"))
	wall.until("it taken off", func(b board) bool { return !strings.Contains(b.raw, "桥头井盖换新") })
	s.caller("127.0.0.9").want(http.StatusOK, "GET", "/api/v1/matters/"+r.Code, nil)
}

// An elder at the terminal and the officer who writes for them, side by side, until the elder's own press. Each main
// screen of the desk can be used by everybody.
func TestAnElderAndTheOfficerSideBySide(t *testing.T) {
	s := startTown(t)
	master, officer := openDeskPage(t, s)
	kiosk := atKiosk(t, s, portrait)
	kiosk.toWords("看病", "医保报销不清楚", "莲池村")
	kiosk.play(tap("请工作人员代写"), see("已经叫工作人员了，请稍等"))
	officer.act(see("触摸屏前有1位选民请您代录"), press("去代录"), see("代录：触摸屏前的选民"), fill("选民原话", "老伴住院的药费报不了，想问清楚。"))
	officer.looked("write")
	officer.act(press("写好了，念给选民听"), see("请念给选民听"))
	kiosk.play(see("老伴住院的药费报不了"), tap("就是这样，提交"))
	code := kiosk.receipt()
	officer.act(see("登记好了"), see(code[:4]+code[4:8]+code[8:]))
	officer.looked("registered")
	officer.act(press("打印"), see("空白表"), see("回执"))
	for _, screen := range []string{"事项", "登记", "接待登记", "代表建议", "公开", "回头看", "我的账号"} {
		officer.act(chromedp.KeyEvent("\u001b"), press(screen), still)
		officer.looked(screen)
	}
	for _, screen := range []string{"账号", "设置"} {
		master.act(press(screen), still)
		master.looked(screen)
	}
	master.act(press("大屏节目单"), press("添加"), press("加“代表照片”"), see("本站和下面各站的大屏按它播"))
	master.looked("大屏节目单")
}
