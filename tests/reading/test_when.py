"""Time expressions: their spans, values and days. All sentences are written for these tests."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from quidnunc.errors import DataError
from quidnunc.reading.language import Syntax, parse
from quidnunc.reading.time_rules import PATTERNS
from quidnunc.reading.time_values import Grain, floor, part_of
from quidnunc.reading.time_words import KINDS, load_lexicon, pieces
from quidnunc.reading.when import find_times, ranges
from quidnunc.records import TimeSpan

TUESDAY = "2023-10-17"  # the report's day where a row names none

# sentence with the expression in [[ ]], report's day, type, value, first day, last day ("" = none; "=" = the value's own day)
ROWS = """
# weekdays
The ministers met in Vienna on [[Tuesday]]. | | DATE | 2023-10-17 | =
The ministers met in Vienna on [[Monday]]. | | DATE | 2023-10-16 | =
The rebels shelled the port on [[Wednesday]]. | | DATE | 2023-10-11 | =
Police arrested nine people [[Sunday]]. | | DATE | 2023-10-15 | =
The envoy will meet the president on [[Thursday]]. | | DATE | 2023-10-19 | =
Talks are scheduled for [[Friday]]. | | DATE | 2023-10-20 | =
The two sides are expected to sign the accord on [[Saturday]]. | | DATE | 2023-10-21 | =
The court is due to rule on [[Wednesday]]. | | DATE | 2023-10-18 | =
Parliament votes on the bill on [[Thursday]]. | | DATE | 2023-10-19 | =
The prime minister is meeting the king on [[Friday]]. | | DATE | 2023-10-20 | =
The army said it would reopen the crossing on [[Thursday]]. | | DATE | 2023-10-19 | =
The hearing was postponed until [[Friday]]. | | DATE | 2023-10-20 | =
The general was shot [[last Friday]]. | | DATE | 2023-10-13 | =
The general was shot [[last Tuesday]]. | | DATE | 2023-10-10 | =
Voters go to the polls [[next Sunday]]. | | DATE | 2023-10-22 | =
The fighters will withdraw [[this Thursday]]. | | DATE | 2023-10-19 | =
The union plans a strike for [[the coming Monday]]. | | DATE | 2023-10-23 | =
The bank reported [[Friday]]'s losses to the regulator. | | DATE | 2023-10-13 | =
Officials reacted to [[Monday]]'s attack. | | DATE | 2023-10-16 | =
The union plans a strike for [[this coming Monday]]. | | DATE | 2023-10-23 | =
The bridge collapsed [[this past Sunday]]. | | DATE | 2023-10-15 | =
The bridge collapsed [[this past weekend]]. | | DATE | 2023-W41-WE | 2023-10-14 2023-10-15
He resigned on [[Tuesday last week]]. | | DATE | 2023-10-10 | =
She was seized on March 3, 2020. Her brother fled [[the following Tuesday]]. | | DATE | 2020-03-10 | =
The soldiers were killed [[late Friday]]. | | DATE | 2023-10-13 | =
The soldiers were killed in [[early Sunday]] clashes. | | DATE | 2023-10-15 | =
The mayor died on [[Tuesday, Oct. 3]]. | | DATE | 2023-10-03 | =
# what the verb says of the direction
He is due back in court [[Wednesday]]. | 2013-03-22 | DATE | 2013-03-27 | =
The talks were to have begun [[Monday]]. | 2013-03-22 | DATE | 2013-03-18 | =
They face a [[Monday]] deadline. | 2013-03-22 | DATE | 2013-03-25 | =
The cuts take effect starting [[Sunday]]. | 2013-03-22 | DATE | 2013-03-24 | =
The ban was extended until [[Monday]]. | 2013-03-22 | DATE | 2013-03-25 | =
The company, which reports earnings [[Tuesday]], declined to comment. | 2013-03-22 | DATE | 2013-03-26 | =
Lawmakers have until [[Monday]] to raise the money. | 2013-03-22 | DATE | 2013-03-25 | =
A court ordered him held until [[April 4]]. | 2013-03-22 | DATE | 2013-04-04 | =
The army warned it would fire on [[Monday]]'s march. | 2013-03-22 | DATE | 2013-03-25 | =
In [[September]], he told parliament the army was ready. | 2013-03-22 | DATE | 2012-09 | 2012-09-01 2012-09-30
The election, set for [[September]], may be delayed. | 2013-03-22 | DATE | 2013-09 | 2013-09-01 2013-09-30
Japan declined to join the embargo on [[Thursday]]. | 2013-03-22 | DATE | 2013-03-21 | =
# parts of the day
A bomb went off on [[Monday morning]]. | | TIME | 2023-10-16TMO | 2023-10-16 2023-10-16
The convoy was hit [[late Saturday night]]. | | TIME | 2023-10-14TNI | 2023-10-14 2023-10-14
The cabinet will convene on [[Thursday afternoon]]. | | TIME | 2023-10-19TAF | 2023-10-19 2023-10-19
The siren sounded [[this morning]]. | | TIME | 2023-10-17TMO | 2023-10-17 2023-10-17
Shells fell on the town [[last night]]. | | TIME | 2023-10-16TNI | 2023-10-16 2023-10-16
The king will speak [[tonight]]. | | TIME | 2023-10-17TNI | 2023-10-17 2023-10-17
The envoy left [[yesterday evening]]. | | TIME | 2023-10-16TEV | 2023-10-16 2023-10-16
The envoy arrives [[tomorrow morning]]. | | TIME | 2023-10-18TMO | 2023-10-18 2023-10-18
Drones struck the refinery [[overnight]]. | | TIME | 2023-10-16TNI | 2023-10-16 2023-10-17
He was arrested on May 4, 2019. [[That night]] his supporters burned tyres. | | TIME | 2019-05-04TNI | 2019-05-04 2019-05-04
The blast killed six on Friday. [[The next morning]] the troops moved in. | | TIME | 2023-10-14TMO | 2023-10-14 2023-10-14
# today and its neighbours
The minister resigned [[today]]. | | DATE | 2023-10-17 | =
The minister resigned [[yesterday]]. | | DATE | 2023-10-16 | =
The minister will resign [[tomorrow]]. | | DATE | 2023-10-18 | =
The minister resigned [[earlier today]]. | | DATE | 2023-10-17 | =
They fled [[the day before yesterday]]. | | DATE | 2023-10-15 | =
They will return [[the day after tomorrow]]. | | DATE | 2023-10-19 | =
# last, this, next
The rebels took the town [[last week]]. | | DATE | 2023-W41 | 2023-10-09 2023-10-15
The rebels took the town [[last month]]. | | DATE | 2023-09 | 2023-09-01 2023-09-30
The rebels took the town [[last year]]. | | DATE | 2022 | 2022-01-01 2022-12-31
The summit takes place [[next week]]. | | DATE | 2023-W43 | 2023-10-23 2023-10-29
The summit takes place [[next month]]. | | DATE | 2023-11 | 2023-11-01 2023-11-30
The summit takes place [[next year]]. | | DATE | 2024 | 2024-01-01 2024-12-31
Prices have doubled [[this year]]. | | DATE | 2023 | 2023-01-01 2023-12-31
The talks collapsed [[this week]]. | | DATE | 2023-W42 | 2023-10-16 2023-10-22
The talks collapsed [[earlier this month]]. | | DATE | 2023-10 | 2023-10-01 2023-10-17
The king is to visit [[later this week]]. | | DATE | 2023-W42 | 2023-10-17 2023-10-22
The army crossed the river [[late last year]]. | | DATE | 2022 | 2022-09-01 2022-12-31
The law will take effect [[early next year]]. | | DATE | 2024 | 2024-01-01 2024-04-30
They protested [[last weekend]]. | | DATE | 2023-W41-WE | 2023-10-14 2023-10-15
They protested over [[the weekend]]. | | DATE | 2023-W41-WE | 2023-10-14 2023-10-15
[[The weekend]]'s clashes killed nine people. | | DATE | 2023-W41-WE | 2023-10-14 2023-10-15
It was [[the year]]'s worst storm. | | DATE | 2023 | 2023-01-01 2023-12-31
They will march [[this weekend]]. | | DATE | 2023-W42-WE | 2023-10-21 2023-10-22
Growth slowed [[last quarter]]. | | DATE | 2023-Q3 | 2023-07-01 2023-09-30
The war was the worst of [[the last century]]. | | DURATION | P1CE | 1923-10-17 2023-10-17
The budget must pass by [[the end of the year]]. | | DATE | 2023 | 2023-12-01 2023-12-31
The budget must pass by [[the end of this month]]. | | DATE | 2023-10 | 2023-10-27 2023-10-31
# pointing back to what was said
The fort fell on 3 June 2014. [[That day]] forty men died. | | DATE | 2014-06-03 | =
The fort fell on 3 June 2014. [[The previous day]] its commander had fled. | | DATE | 2014-06-02 | =
The fort fell on 3 June 2014. [[The next day]] the king abdicated. | | DATE | 2014-06-04 | =
The fort fell on 3 June 2014. [[Three days earlier]] its commander had fled. | | DATE | 2014-05-31 | =
The fort fell on 3 June 2014. [[Two weeks later]] the king abdicated. | | DATE | 2014-W25 | 2014-06-16 2014-06-22
The fort fell on 3 June 2014. The king abdicated [[the following month]]. | | DATE | 2014-07 | 2014-07-01 2014-07-31
The fort fell on 3 June 2014. [[A year later]] the king abdicated. | | DATE | 2015 | 2015-01-01 2015-12-31
The fort fell on 3 June 2014. The king abdicated in [[December]]. | | DATE | 2014-12 | 2014-12-01 2014-12-31
The fort fell on 3 June 2014. The king abdicated on [[5 August]]. | | DATE | 2014-08-05 | =
The party was banned in 2012. In [[April of that year]] its leader was jailed. | | DATE | 2012-04 | 2012-04-01 2012-04-30
The party was banned in 2012. Its leader was jailed [[the same year]]. | | DATE | 2012 | 2012-01-01 2012-12-31
The party was banned in 2012. Its leader was freed [[the following year]]. | | DATE | 2013 | 2013-01-01 2013-12-31
The coup took place in 2018. In [[December]] the junta dissolved parliament. | | DATE | 2018-12 | 2018-12-01 2018-12-31
# ago, earlier, from now
He was elected [[two years ago]]. | | DATE | 2021 | 2021-01-01 2021-12-31
He was elected [[three months ago]]. | | DATE | 2023-07 | 2023-07-01 2023-07-31
He was shot [[four days ago]]. | | DATE | 2023-10-13 | =
He was shot [[a week ago]]. | | DATE | 2023-W41 | 2023-10-09 2023-10-15
He was shot [[nearly a decade ago]]. | | DATE | 201 | 2013-01-01 2013-12-31
The feud began [[decades ago]]. | | DATE | PAST_REF |
The feud began [[several years ago]]. | | DATE | PAST_REF |
Exports fell from [[a year earlier]]. | | DATE | 2022 | 2022-01-01 2022-12-31
They married in 1999 and divorced [[six years later]]. | | DATE | 2005 | 2005-01-01 2005-12-31
The fort fell on 3 June 2014. In 2016 the king abdicated, and [[a year later]] he died. | | DATE | 2017 | 2017-01-01 2017-12-31
# months
The talks resume in [[the week of November 6]]. | | DATE | 2023-W45 | 2023-11-06 2023-11-12
The treaty was signed in [[the month of March]]. | | DATE | 2023-03 | 2023-03-01 2023-03-31
The treaty was signed in [[March]]. | | DATE | 2023-03 | 2023-03-01 2023-03-31
The treaty was signed in [[November]]. | | DATE | 2022-11 | 2022-11-01 2022-11-30
The treaty was signed in [[October]]. | | DATE | 2023-10 | 2023-10-01 2023-10-31
The treaty will be signed in [[March]]. | | DATE | 2024-03 | 2024-03-01 2024-03-31
The treaty will be signed in [[May]]. | | DATE | 2024-05 | 2024-05-01 2024-05-31
The treaty was signed [[last March]]. | | DATE | 2023-03 | 2023-03-01 2023-03-31
Elections are due [[next May]]. | | DATE | 2024-05 | 2024-05-01 2024-05-31
The treaty was signed in [[March 2019]]. | | DATE | 2019-03 | 2019-03-01 2019-03-31
The treaty was signed in [[Sept. 2019]]. | | DATE | 2019-09 | 2019-09-01 2019-09-30
The treaty was signed in [[late March]]. | | DATE | 2023-03 | 2023-03-21 2023-03-31
The treaty was signed in [[mid-August]]. | | DATE | 2023-08 | 2023-08-11 2023-08-20
The front has not moved since [[February 2022]]. | | DATE | 2022-02 | 2022-02-01 2022-02-28
He fled in [[October last year]]. | | DATE | 2022-10 | 2022-10-01 2022-10-31
# days of a month
Gunmen crossed the border on [[October 7]]. | | DATE | 2023-10-07 | =
Gunmen crossed the border on [[7 October]]. | | DATE | 2023-10-07 | =
Gunmen crossed the border on [[Oct. 7, 2021]]. | | DATE | 2021-10-07 | =
Gunmen crossed the border on [[7 October 2021]]. | | DATE | 2021-10-07 | =
Gunmen crossed the border on [[October 7th]]. | | DATE | 2023-10-07 | =
Gunmen crossed the border on [[the 7th of October]]. | | DATE | 2023-10-07 | =
Gunmen crossed the border on [[the 7th]]. | | DATE | 2023-10-07 | =
Gunmen crossed the border on [[December 20]]. | | DATE | 2022-12-20 | =
The leaders will meet on [[December 20]]. | | DATE | 2023-12-20 | =
The leaders will meet on [[January 9]]. | | DATE | 2024-01-09 | =
Gunmen crossed the border on [[Saturday, October 7, 2023]]. | | DATE | 2023-10-07 | =
Gunmen crossed the border on [[Saturday 7 October]]. | | DATE | 2023-10-07 | =
He ordered the raid after the [[September 11]] attacks. | | DATE | 2001-09-11 | =
BEIJING, [[Oct 17]] - The central bank cut its rate. | | DATE | 2023-10-17 | =
A gunman opened fire on [[June 12 last year]]. | | DATE | 2022-06-12 | =
The mayor remembered [[9/11]]. | | DATE | 2001-09-11 | =
The vote was moved from October to [[November 12]]. | | DATE | 2023-11-12 | =
The [[December]] ruling did not bar the party. | | DATE | 2022-12 | 2022-12-01 2022-12-31
The senator is praising his own victory of [[Feb. 1]]. | 2023-02-20 | DATE | 2023-02-01 | =
He was ordered on [[Monday]] to leave the country. | | DATE | 2023-10-16 | =
The judge set the trial for [[Monday]]. | | DATE | 2023-10-23 | =
The accord agreed on [[Friday]] has collapsed. | | DATE | 2023-10-13 | =
# figures
The log was dated [[2023-10-03]]. | | DATE | 2023-10-03 | =
The form was dated [[17/10/2023]]. | | DATE | 2023-10-17 | =
The form was dated [[10/17/2023]]. | | DATE | 2023-10-17 | =
The form was dated [[03.10.2023]]. | | DATE | 2023-10-03 | =
# years and longer
The [[fourth-quarter]] results disappointed the ministry. | | DATE | 2023-Q4 | 2023-10-01 2023-12-31
The army blew up the [[19th-century]] bridge. | | DATE | 18 | 1800-01-01 1899-12-31
The strikes went on for the rest of [[the year]]. | | DATE | 2023 | 2023-01-01 2023-12-31
Mali left the union in 1974. [[That same year]], Niger joined it. | | DATE | 1974 | 1974-01-01 1974-12-31
Mali left the union in 1974. [[The following spring]], Niger joined it. | | DATE | 1975-SP | 1975-03-01 1975-05-31
The envoys met [[the week before last]]. | | DATE | 2023-W40 | 2023-10-02 2023-10-08
The base opened in [[2015]]. | | DATE | 2015 | 2015-01-01 2015-12-31
Oil has been exported since [[1967]]. | | DATE | 1967 | 1967-01-01 1967-12-31
The [[2012]] elections were rigged. | | DATE | 2012 | 2012-01-01 2012-12-31
Exports rose in [[early 2021]]. | | DATE | 2021 | 2021-01-01 2021-04-30
Exports rose until [[mid-2012]]. | | DATE | 2012 | 2012-05-01 2012-08-31
Exports rose in [[the 1990s]]. | | DATE | 199 | 1990-01-01 1999-12-31
Exports rose in [[the mid-1990s]]. | | DATE | 199 | 1994-01-01 1996-12-31
Exports rose in [[the late 1980s]]. | | DATE | 198 | 1987-01-01 1989-12-31
Exports rose in [[the nineties]]. | | DATE | 199 | 1990-01-01 1999-12-31
The dynasty ended in [[the 19th century]]. | | DATE | 18 | 1800-01-01 1899-12-31
Exports rose in [[the third quarter of 2012]]. | | DATE | 2012-Q3 | 2012-07-01 2012-09-30
Exports rose in [[Q3 2012]]. | | DATE | 2012-Q3 | 2012-07-01 2012-09-30
Exports rose in [[the third quarter]]. | | DATE | 2023-Q3 | 2023-07-01 2023-09-30
The bank published its [[fourth-quarter]] results in January. | 2013-02-04 | DATE | 2012-Q4 | 2012-10-01 2012-12-31
Exports rose in [[the first half of 2019]]. | | DATE | 2019-H1 | 2019-01-01 2019-06-30
Exports rose in [[the second half of last year]]. | | DATE | 2022-H2 | 2022-07-01 2022-12-31
The dam broke [[last summer]]. | | DATE | 2023-SU | 2023-06-01 2023-08-31
The dam broke in [[the summer of 2010]]. | | DATE | 2010-SU | 2010-06-01 2010-08-31
The dam broke [[last winter]]. | | DATE | 2022-WI | 2022-12-01 2023-02-28
The polls will open [[next spring]]. | | DATE | 2024-SP | 2024-03-01 2024-05-31
The offensive is planned for [[this autumn]]. | | DATE | 2023-FA | 2023-09-01 2023-11-30
The regime fell in [[the fall of 2021]]. | | DATE | 2021-FA | 2021-09-01 2021-11-30
Sales fell in [[the latest quarter]]. | | DATE | 2023-Q3 | 2023-07-01 2023-09-30
During [[the quarter]] the bank closed nine branches. | | DATE | 2023-Q3 | 2023-07-01 2023-09-30
The [[March]] accession surprised its neighbours. | | DATE | 2023-03 | 2023-03-01 2023-03-31
# holidays
The truce held on [[Christmas Day]]. | 2024-01-08 | DATE | 2023-12-25 | =
The bishop was killed on [[Easter Sunday]]. | 2019-04-30 | DATE | 2019-04-21 | =
The accord was reached on [[Good Friday]]. | 1998-04-14 | DATE | 1998-04-10 | =
Shops will close on [[Thanksgiving]]. | 2013-11-20 | DATE | 2013-11-28 | =
The club was attacked on [[New Year's Eve]]. | 2017-01-04 | DATE | 2016-12-31 | =
# times of day
The plane landed at [[3:00 p.m. local time]]. | | TIME | 2023-10-17T15:00 | 2023-10-17 2023-10-17
The ceasefire began at [[1800 UTC]]. | | TIME | 2023-10-17T18:00 | 2023-10-17 2023-10-17
The ceasefire began at [[0600 GMT on Monday]]. | | TIME | 2023-10-16T06:00 | 2023-10-16 2023-10-16
The polls closed at [[8 p.m. Sunday]]. | | TIME | 2023-10-15T20:00 | 2023-10-15 2023-10-15
The polls closed [[Sunday at 8 p.m.]] and the count began. | | TIME | 2023-10-15T20:00 | 2023-10-15 2023-10-15
The shots were fired at [[9.30am]]. | | TIME | 2023-10-17T09:30 | 2023-10-17 2023-10-17
The shots were fired around [[noon]]. | | TIME | 2023-10-17T12:00 | 2023-10-17 2023-10-17
The shots were fired at [[five o'clock]]. | | TIME | 2023-10-17T05:00 | 2023-10-17 2023-10-17
The shots were fired at [[14:45]]. | | TIME | 2023-10-17T14:45 | 2023-10-17 2023-10-17
The king will speak at [[8:30 tonight]]. | | TIME | 2023-10-17T20:30 | 2023-10-17 2023-10-17
The hearing is set for [[10 a.m. Monday]]. | | TIME | 2023-10-23T10:00 | 2023-10-23 2023-10-23
The blast killed six people at 10:45 a.m. ([[0545 GMT]]) Sunday. | | TIME | 2023-10-15T05:45 | 2023-10-15 2023-10-15
The envoy left at [[9 this morning]]. | | TIME | 2023-10-17T09:00 | 2023-10-17 2023-10-17
The talks ended at [[11 last night]]. | | TIME | 2023-10-16T23:00 | 2023-10-16 2023-10-16
# lengths
The siege lasted [[three days]]. | | DURATION | P3D |
The siege lasted [[two hours]]. | | DURATION | PT2H |
The siege lasted [[half an hour]]. | | DURATION | PT30M |
The siege lasted [[several months]]. | | DURATION | PXM |
The siege lasted [[more than two weeks]]. | | DURATION | P2W |
The siege lasted [[at least a month]]. | | DURATION | P1M |
The siege lasted [[twenty-five years]]. | | DURATION | P25Y |
The siege lasted [[18 months]]. | | DURATION | P18M |
The siege lasted [[two decades]]. | | DURATION | P2DE |
The siege lasted [[a century]]. | | DURATION | P1CE |
The siege lasted for [[years]]. | | DURATION | PXY |
The siege lasted [[eight hours and 20 minutes]]. | | DURATION | PT8H20M |
The president began a [[three-day]] visit to Chad. | | DURATION | P3D |
The judge gave him a [[10-year]] sentence. | | DURATION | P10Y |
The treaty failed just [[weeks]] before the summit. | | DURATION | PXW |
They fought for [[seventeen years]]. | | DURATION | P17Y |
They have fought for [[seventeen years]]. | | DURATION | P17Y | 2006-10-17 2023-10-17
They have fought for [[the past three years]]. | | DURATION | P3Y | 2020-10-17 2023-10-17
Over [[the last two weeks]] forty people died. | | DURATION | P2W | 2023-10-03 2023-10-17
The army will leave within [[the next six months]]. | | DURATION | P6M | 2023-10-17 2024-04-17
Prices doubled in [[the past year]]. | | DURATION | P1Y | 2022-10-17 2023-10-17
Over [[the past few days]] forty people died. | | DURATION | PXD | 2023-10-14 2023-10-17
They signed it [[a day]] after the vote. | | DURATION | P1D |
The siege is likely to last [[over a week]]. | | DURATION | P1W |
The villagers had lived through a [[decade-long]] war. | | DURATION | P1DE |
A [[months-long]] siege of the port came to an end. | | DURATION | PXM |
The [[weeklong]] truce held. | | DURATION | P1W |
The delegates wound up a [[daylong]] meeting. | | DURATION | P1D |
Imports fell through [[the first nine months]] of 2022. | | DURATION | P9M |
# sets
They protest [[every Friday]]. | | SET | XXXX-WXX-5 |
They protest [[every day]]. | | SET | P1D |
They protest [[each year]]. | | SET | P1Y |
The fair is held [[annually]]. | | SET | P1Y |
The council meets [[every two weeks]]. | | SET | P2W |
The council meets [[twice a week]]. | | SET | P1W |
The spokesman gave his [[daily]] briefing. | | SET | P1D |
The council meets on [[Tuesdays]]. | | SET | XXXX-WXX-2 |
The bridge is closed on [[weekends]]. | | SET | XXXX-WXX-WE |
# vague
In [[those days]] the border was open. | | DATE | PAST_REF |
The port is [[now]] closed. | | DATE | PRESENT_REF |
The port is [[currently]] closed. | | DATE | PRESENT_REF |
The port was [[recently]] closed. | | DATE | PAST_REF |
The port was closed in [[recent weeks]]. | | DATE | PAST_REF |
The port may be closed in [[the future]]. | | DATE | FUTURE_REF |
The port has been closed in [[the past]]. | | DATE | PAST_REF |
The port will be closed in [[the coming weeks]]. | | DATE | FUTURE_REF |
# each end of a range by itself
The siege lasted from [[3]] to 5 May 2011. | | DATE | 2011-05-03 | =
The siege lasted from 3 to [[5 May 2011]]. | | DATE | 2011-05-05 | =
The summit was held on [[16]]–17 October 2021. | | DATE | 2021-10-16 | =
The summit was held on 16–[[17 October 2021]]. | | DATE | 2021-10-17 | =
The summit was held on [[October 16]]-17, 2021. | | DATE | 2021-10-16 | =
He governed between [[1998]] and 2003. | | DATE | 1998 | 1998-01-01 1998-12-31
He governed between 1998 and [[2003]]. | | DATE | 2003 | 2003-01-01 2003-12-31
He governed from [[July 2003]] to December 2004. | | DATE | 2003-07 | 2003-07-01 2003-07-31
The fair ran from [[March 3]] to 9 of last year. | | DATE | 2022-03-03 | =
The inquiry looked into the [[September 2015]] deaths. | | DATE | 2015-09 | 2015-09-01 2015-09-30
# a word that an editor put in brackets
"[[[Ten] years ago]] nobody here had a telephone," the mayor said. | | DATE | 2013 | 2013-01-01 2013-12-31
"The mine will close [[[next] year]]," the minister told deputies. | | DATE | 2024 | 2024-01-01 2024-12-31
"They came [ [[Monday]] ] and took him," the widow said. | | DATE | 2023-10-16 | =
# halves of long units
[[A half-century ago]] the valley was empty. | 2013-03-22 | DATE | 196 | 1960-01-01 1969-12-31
The dam was built [[half a century ago]]. | 2013-03-22 | DATE | 196 | 1960-01-01 1969-12-31
The clinic closed [[half a decade ago]]. | 2013-03-22 | DATE | 2008 | 2008-01-01 2008-12-31
# a weekday that the present tense leaves open is the coming one where it was here long ago
The bank has a second chance on [[Saturday]] to sell its bonds. | 2013-03-22 | DATE | 2013-03-23 | =
Heading into [[Saturday]]'s vote, the party is divided. | 2013-03-22 | DATE | 2013-03-23 | =
A guard stands outside the mosque on [[Thursday]]. | 2013-03-22 | DATE | 2013-03-21 | =
The rebels shelled the port on [[Saturday]]. | 2013-03-22 | DATE | 2013-03-16 | =
# weekdays that close a stretch, weekdays with their nights
The embassy will be closed from [[Monday]] through Friday. | 2013-03-22 | DATE | 2013-03-25 | =
The embassy will be closed from Monday through [[Friday]]. | 2013-03-22 | DATE | 2013-03-29 | =
The cattle market runs from Tuesday to [[Thursday]]. | 2013-03-22 | DATE | 2013-03-28 | =
The deacon sings in bars on [[Friday nights]]. | | SET | XXXX-WXX-5TNI |
# hours that share their half of the day
The launch window opens between [[1:30]] and 4 p.m. | 2013-03-22 | TIME | 2013-03-22T13:30 | 2013-03-22 2013-03-22
The tunnel was shut from [[10:30]] to 11:30 p.m. | 2013-03-22 | TIME | 2013-03-22T22:30 | 2013-03-22 2013-03-22
The bomb went off at [[6:15 in the morning]]. | 2013-03-22 | TIME | 2013-03-22T06:15 | 2013-03-22 2013-03-22
# what companies report
The broker will step down by [[year's end]]. | 2013-03-22 | DATE | 2013 | 2013-12-01 2013-12-31
Factories cut jobs toward [[the year's end]]. | 2013-03-22 | DATE | 2013 | 2013-12-01 2013-12-31
In [[the quarter]] ended Dec. 31, sales rose 8 percent. | 2013-03-22 | DATE | 2012-Q4 | 2012-10-01 2012-12-31
In [[the quarter]] ending in March, sales should rise. | 2013-03-22 | DATE | 2013-Q1 | 2013-01-01 2013-03-31
Exports grew 3 percent in [[the year]] through June. | 2013-03-22 | DURATION | P1Y |
In [[the year]] ended June 30, exports grew 3 percent. | 2013-03-22 | DURATION | P1Y |
Profits fell compared with [[March]]. | | DATE | 2023-03 | 2023-03-01 2023-03-31
The index fared worse than [[August]]. | | DATE | 2023-08 | 2023-08-01 2023-08-31
# stretches
The agency will hire 300 workers over [[the next 18 to 24 months]]. | | DURATION | PXM |
The pair had ruled the island for [[50-odd years]]. | | DURATION | P50Y |
The days of plenty are gone; [[the weeks ahead]] will be hard. | | DATE | FUTURE_REF |
The general was jailed in [[2009]] to 15 years. | | DATE | 2009 | 2009-01-01 2009-12-31
# no day to stand on
The rebels shelled the port on [[Tuesday]]. | none | DATE | XXXX-WXX-2 |
The rebels shelled the port on [[October 7]]. | none | DATE | XXXX-10-07 |
The rebels shelled the port in [[March]]. | none | DATE | XXXX-03 |
The rebels shelled the port [[last week]]. | none | DATE | XXXX-WXX |
The rebels shelled the port [[two years ago]]. | none | DATE | XXXX |
The rebels shelled the port [[this morning]]. | none | TIME | XXXX-XX-XXTMO |
The rebels shelled the port in [[2015]]. | none | DATE | 2015 | 2015-01-01 2015-12-31
The rebels shelled the port for [[three days]]. | none | DURATION | P3D |
"""

# sentences without a time expression
NONE = """
Over the past two seasons the club has won nothing.
The strongest of the past dozen harvests was burned.
The broadcaster Capital News Now showed the fire.
She appeared on Saturday Night Live.
The 13-year-olds were freed.
The quarterback threw two touchdowns in the third quarter and ran for 40 yards.
It was the third attack in as many days.
Thousands march through the capital.
The soldiers may fall back.
Mrs May flew to Brussels.
The Long March 9 rocket exploded.
Theresa May said so, and ministers loyal to May agreed.
April Jones won the race.
The Sunday Times carried the interview.
The second man fled.
The paper USA Today agreed.
The fall of the city shocked its allies.
The 53-year-old minister resigned.
He is 53 years old.
The council adopted Resolution 1973.
About 2000 people fled the town.
The army spring a trap.
A quarter of the voters stayed at home.
The galaxy is far away, many light-years off.
"""


def _rows() -> list[tuple[str, str, str, str, str]]:
    out = []
    for line in ROWS.strip().splitlines():
        if not line.startswith("#"):
            fields = [field.strip() for field in line.split("|")]
            fields += [""] * (5 - len(fields))
            out.append((fields[0], fields[1] or TUESDAY, fields[2], fields[3], fields[4]))
    return out


@pytest.mark.parametrize(("marked", "day", "kind", "value", "days"), _rows())
def test_expression(syntax: Callable[[str], Syntax], marked: str, day: str, kind: str, value: str, days: str) -> None:
    before, rest = marked.split("[[")
    wanted = rest.split("]]")[0]
    anchor = None if day == "none" else datetime.date.fromisoformat(day)
    found = find_times(syntax(before + rest.replace("]]", "")), anchor)
    here = [t for t in found if t.start < len(before) + len(wanted) and t.end > len(before)]
    assert [t.text for t in here] == [wanted]
    first, last = (value, value) if days == "=" else tuple(days.split()) if days else (None, None)
    assert (here[0].type, here[0].value, here[0].from_, here[0].to) == (kind, value, first, last)


@pytest.mark.parametrize("sentence", NONE.strip().splitlines())
def test_no_expression(syntax: Callable[[str], Syntax], sentence: str) -> None:
    assert find_times(syntax(sentence), datetime.date(2023, 10, 17)) == []


# --- what holds of any text


@pytest.fixture(scope="module")
def reports() -> str:
    """All sentences above as one text."""
    return " ".join(marked.replace("[[", "").replace("]]", "") for marked, *_ in _rows())


def _check(found: list[TimeSpan], text: str) -> None:
    end = 0
    for t in found:
        assert end <= t.start < t.end <= len(text)
        assert t.text == text[t.start : t.end] == t.text.strip()
        assert (t.from_ is None) == (t.to is None)
        assert t.from_ is None or t.to is None or t.from_ <= t.to
        end = t.end


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-09", "1999-12-31", "2024-02-29", "9999-12-31"])
def test_any_day_anchors(syntax: Callable[[str], Syntax], reports: str, day: str) -> None:
    _check(find_times(syntax(reports), datetime.date.fromisoformat(day)), reports)


_OF_KIND: dict[str, list[str]] = {}
for _entry in load_lexicon().values:
    if not _entry.startswith("kind "):
        _OF_KIND.setdefault(str(load_lexicon().values[f"kind {_entry}"]), []).append(_entry)
for _kind, _figures in {
    "day": "1 3 12 31", "year": "1000 1500 1998 2021 2399", "num": "1,000 2.5 400 0600 999999999999", "comma": ",",
    "decade": "1990s 90s 1000s 2090s", "nth": "0th 7th 31st 999th", "clock": "3:30 24:00 9:59:01", "qcode": "q3",
    "iso": "2023-10-17 0000-99-99 2023-1-1t25:00 2023-10-17t09:30", "numdate": "17/10/2023 1.1.99 99/99/9999",
}.items():  # fmt: skip
    _OF_KIND.setdefault(KINDS[_kind], []).extend(_figures.split())
_OF_KIND["x"] = [".", "said", "will", "people", "(", "the\n", "’"]


@st.composite
def _patterned(draw: st.DrawFn) -> list[str]:
    """Words that fit patterns, with a few others between."""
    words: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        kinds = draw(st.from_regex(draw(st.sampled_from(PATTERNS))[1], fullmatch=True))
        for kind in [*kinds, draw(st.sampled_from(sorted(_OF_KIND)))]:
            found = draw(st.sampled_from(_OF_KIND[kind])).split()
            words.extend(map(str.title, found) if draw(st.booleans()) else found)
    return words


@given(words=_patterned(), day=st.one_of(st.none(), st.dates()))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_words(words: list[str], day: datetime.date | None) -> None:
    syntax = _flat(words)
    _check(find_times(syntax, day), syntax.text)


@given(text=st.text(max_size=120), day=st.one_of(st.none(), st.dates()))
@settings(max_examples=150, deadline=None)
def test_any_text(text: str, day: datetime.date | None) -> None:
    syntax = _flat(text.split())
    _check(find_times(syntax, day), syntax.text)


def _flat(words: list[str]) -> Syntax:
    """A text of these words without grammar: one sentence, all hanging on the first word."""
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    n = len(words)
    return Syntax(
        text=" ".join(words),
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        words=words,
        lemmas=[word.lower() for word in words],
        tags=["NN"] * n,
        pos=["NOUN"] * n,
        deps=["dep"] * n,
        heads=[0] * n,
        sentences=[(0, n)] if n else [],
        entities=[],
    )


@given(st.text(max_size=60))
def test_pieces_keep_their_places(chunk: str) -> None:
    end = 0
    for start, stop, _, word in pieces(chunk):
        assert end <= start < stop and chunk[start:stop] == word
        end = stop


_GRAINS = ("day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century")


@given(st.sampled_from(_GRAINS), st.dates(datetime.date(1600, 1, 1), datetime.date(4000, 1, 1)), st.integers(-15, 15))
def test_steps_of_the_calendar(grain: Grain, day: datetime.date, count: int) -> None:
    period = floor(grain, day)
    assert period.first <= period.last
    assert grain == "weekend" or period.first <= day <= period.last
    assert period.step(count).step(-count) == period
    assert grain in ("weekend", "season") or period.step(1).first == period.last + datetime.timedelta(days=1)
    for part in range(5):
        first, last = part_of(period, part)
        assert period.first <= first <= last <= period.last


# --- stretches


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("The siege lasted from 3 to 5 May 2011.", [("2011-05-03", "2011-05-05")]),
        ("He governed between 1998 and 2003.", [("1998", "2003")]),
        ("Exports rose in 2010–2012.", [("2010", "2012")]),
        ("He governed in 1998 and 2003.", []),
        ("He was born in 1998 and died on Tuesday.", []),
    ],
)
def test_ranges(syntax: Callable[[str], Syntax], sentence: str, ends: list[tuple[str, str]]) -> None:
    parsed = syntax(sentence)
    found = ranges(parsed, find_times(parsed, datetime.date(2023, 10, 17)))
    assert [(one.value, two.value) for one, two in found] == ends


# --- the report's own dateline, and the lexicon


def test_the_dateline_anchors_a_text(syntax: Callable[[str], Syntax]) -> None:
    text = "Rebels seize port\nFriday, July 21, 2017\nRebels seized the port on Tuesday. They had crossed the river last week."
    values = [t.value for t in find_times(syntax(text), None)]
    assert values == ["2017-07-21", "2017-07-18", "2017-W28"]


def test_a_date_in_a_sentence_is_no_dateline(syntax: Callable[[str], Syntax]) -> None:
    found = find_times(syntax("Rebels who had fled on July 21, 2017 came back on Tuesday."), None)
    assert [t.value for t in found] == ["2017-07-21", "XXXX-WXX-2"]


@pytest.mark.parametrize("change", ["weekdays: {monday: first}", "surplus: 1", "kinds: {nonsense: [a]}", "x: ["])
def test_a_broken_lexicon_names_its_file(tmp_path: Path, change: str) -> None:
    file = tmp_path / "when.yaml"
    file.write_text(change, encoding="utf-8")
    with pytest.raises(DataError, match=r"when\.yaml"):
        load_lexicon(file)


def test_the_speed(pipeline: Language, reports: str) -> None:
    syntax = next(parse(pipeline, [reports * 5]))
    find_times(syntax, datetime.date(2023, 10, 17))
    started = time.process_time()
    find_times(syntax, datetime.date(2023, 10, 17))
    assert (time.process_time() - started) / len(syntax) < 100e-6  # far above what it takes, for busy machines
