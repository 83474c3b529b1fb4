//go:build stories

package tests

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"lianzhan/station"
)

// plants makes a place in the tree by the dialog.
func (b *browser) plants(name, step, parent, kind string) {
	b.t.Helper()
	b.act(press("添加站点"), fill("站点名称", name), fill("代号", step), choose("上一级", parent), choose("类型", kind), press("保存"),
		gone("代号"), see(name))
}

// pressBeside presses a button in the row of a table that names something.
func pressBeside(name, label string) step {
	return pressFound(`
		const row = [...document.querySelectorAll('tbody tr')].find(r => [...r.querySelectorAll('td')].some(d => plain(d.innerText) === `+quote(name)+`));
		const hit = row && [...row.querySelectorAll('button')].find(b => plain(b.innerText) === `+quote(label)+` && !b.disabled && shown(b));`, name+" "+label)
}

// besides waits until the row that names something says something.
func besides(name, text string) step {
	return until(`[...document.querySelectorAll('tbody tr')].some(r => r.innerText.replace(/\s+/g, '').startsWith(`+quote(name)+`)
		&& r.innerText.includes(`+quote(text)+`))`, name+" never says "+text)
}

// opens a matter in the table by its number: what it is about may be hidden.
func opens(number string) step {
	return pressFound(`
		const hit = [...document.querySelectorAll('tbody tr')].find(r => r.innerText.includes(`+quote(number)+`))?.querySelector('button.open');`, number)
}

// issued reads the one-time code in the dialog.
func (b *browser) issued() string {
	b.t.Helper()
	b.play(until(`document.querySelector('.el-dialog p.code') !== null`, "no code is shown"))
	return spokenCode.FindString(ask[string](b, `document.querySelector('.el-dialog p.code').innerText`))
}

// A county officer's day, from the first start: a tree, a code read out over the telephone, a deputy's promise and a notice that
// reach the station's terminal, a matter that is only the station's until it is handed up, and a box that is taken out.
func TestACountyOfficersDay(t *testing.T) {
	county, town := startCounty(t), startTown(t)
	officer := openFirstDesk(t, county)
	officer.act(press("联络站点"), see("和川县人大常委会"))
	officer.plants("石湾镇中心站", "shiwan", "和川县人大常委会", "中心站")
	officer.plants("莲池村站", "lianchi", "石湾镇中心站", "村（社区）站")
	officer.act(besides("莲池村站", "还没有接入"), pressBeside("石湾镇中心站", "接入码"))
	code := officer.issued()
	officer.looked("code")
	officer.act(press("关闭"), gone("告诉到站点安装的技术员"))
	town.run("enroll", code, "--parent", county.url(""))
	officer.act(besides("石湾镇中心站", "有联系"))
	officer.looked("stations")

	kiosk := browse(t, portrait)
	kiosk.act(chromedp.Navigate(town.url("/kiosk?screen=kiosk")), see("找代表"))
	officer.edits(kiosk)
	matter := officer.handles(town)
	officer.act(chromedp.KeyEvent("\u001b"), press("联络站点"), pressBeside("石湾镇中心站", "停用"), see("不能再和县里来往"), fill("为什么停用", "主机送修"))
	officer.looked("revoke")
	officer.act(press("停用"), besides("石湾镇中心站", "已停用"), besides("石湾镇中心站", "主机送修"))
	soon(t, "the station says that it was taken out", func() bool { return strings.Contains(town.run("sync"), "停用") })
	if f := town.caller("127.0.0.41").follow(matter); f.Number == "" {
		t.Error("the voter's matter is gone with the line")
	}
}

// edits writes a deputy's promise and a notice for the town, and sees both on the town's terminal.
func (b *browser) edits(kiosk *browser) {
	b.t.Helper()
	b.act(press("代表与内容"), see("麦穗田"), pressBeside("麦穗田", "修改"), fill("履职承诺", "每月逢七到村里坐一坐"))
	b.looked("deputy")
	b.act(press("保存"), gone("履职承诺"))
	kiosk.act(tap("找代表"), tap("看照片找"), tap("麦穗田"), see("每月逢七到村里坐一坐"))
	b.act(press("公告和文章"), press("添加"), choose("给谁用", "石湾镇中心站"), choose("类型", "公告"), fill("标题", "莲池村周五停水半天"),
		fill("正文", "检修管道，下午一点到五点停水。"), press("公开"))
	b.looked("notice")
	b.act(press("保存"), gone("正文"), see("莲池村周五停水半天"))
	kiosk.act(tap("返回首页"), tap("通知公告"), see("莲池村周五停水半天"))
}

// handles takes one matter from the station's terminal to the county's answer and back, and returns the voter's code.
func (b *browser) handles(town *live) string {
	b.t.Helper()
	const words = "村口的桥面裂了一道缝，三轮车过不去。"
	staff := openOffice(b.t, town, station.RoleOfficer)
	r := town.kiosk("127.0.0.42").tell(words, fields{"contact": fields{"name": "单垚", "phone": "13711110002"}})
	b.act(press("事项"), opens(r.Receipt.Number), see("原话在联络站，没有上报"), see("联系方式在联络站，没有上报"), see("现在没有您要办的"))
	b.looked("hidden")
	staff.master.does(r.ID, "accepted", fields{})
	staff.master.does(r.ID, "escalated", fields{"to": "county_congress", "text": "跨镇的桥，请县里协调。"})
	b.act(see(words), press("记上级意见"), fill("上级意见", "县交通局一周内加固。"), press("记上级意见"), see("已办：记上级意见"))
	b.looked("answered")
	desk := browse(b.t, officeScreen)
	desk.act(chromedp.Navigate(town.url("/desk")))
	desk.signIn("zhanzhang", firstPassword)
	desk.act(press("事项"), opens(r.Receipt.Number), see("县交通局一周内加固。"))
	return r.Code
}

// Every screen of the county's desk can be used by everybody, with a county's worth of records behind it.
func TestCountyDeskPages(t *testing.T) {
	s := startCounty(t, "--demo")
	b := openFirstDesk(t, s)
	for _, screen := range []struct{ name, text string }{
		{"今天", "已经超期"}, {"事项", "白塔镇"}, {"联络站点", "演示，不连线"}, {"对外数据", "open311/v2"}, {"代表与内容", "共495条"},
	} {
		b.act(press(screen.name), see(screen.text))
		b.looked(screen.name)
	}
	for _, tab := range []string{"民生实事", "公告和文章", "接待日", "大屏节目单", "代表小组", "联络站资料"} {
		b.act(press(tab), press("添加"), until(`document.querySelector('.el-dialog') !== null`, "no dialog opens"), still)
		b.looked(tab)
		b.act(press("取消"), until(`!document.querySelector('.el-overlay')?.checkVisibility()`, "the dialog stays"))
	}
	for _, name := range []string{"账号", "设置"} {
		b.act(press(name), still)
		b.looked(name)
	}
}
