/* Recours Santé, MIT. With Lit (BSD-3-Clause, Copyright Google LLC). sources: sha256 89210f8ae281b350fb0050df5de36a194986b7800325472ae8d87b7b07fe924d */
"use strict";(()=>{var me=globalThis,he=me.ShadowRoot&&(me.ShadyCSS===void 0||me.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,qe=Symbol(),lt=new WeakMap,ee=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==qe)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(he&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=lt.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&lt.set(t,e))}return e}toString(){return this.cssText}},te=n=>new ee(typeof n=="string"?n:n+"",void 0,qe),_=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((r,s,o)=>r+(i=>{if(i._$cssResult$===!0)return i.cssText;if(typeof i=="number")return i;throw Error("Value passed to 'css' function must be a 'css' function result: "+i+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[o+1],n[0]);return new ee(t,n,qe)},ct=(n,e)=>{if(he)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),s=me.litNonce;s!==void 0&&r.setAttribute("nonce",s),r.textContent=t.cssText,n.appendChild(r)}},We=he?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return te(t)})(n):n;var{is:Pn,defineProperty:Mn,getOwnPropertyDescriptor:On,getOwnPropertyNames:Ln,getOwnPropertySymbols:Dn,getPrototypeOf:Un}=Object,fe=globalThis,dt=fe.trustedTypes,Nn=dt?dt.emptyScript:"",zn=fe.reactiveElementPolyfillSupport,ne=(n,e)=>n,Fe={toAttribute(n,e){switch(e){case Boolean:n=n?Nn:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},ut=(n,e)=>!Pn(n,e),pt={attribute:!0,type:String,converter:Fe,reflect:!1,useDefault:!1,hasChanged:ut};Symbol.metadata??=Symbol("metadata"),fe.litPropertyMetadata??=new WeakMap;var T=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=pt){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),s=this.getPropertyDescriptor(e,r,t);s!==void 0&&Mn(this.prototype,e,s)}}static getPropertyDescriptor(e,t,r){let{get:s,set:o}=On(this.prototype,e)??{get(){return this[t]},set(i){this[t]=i}};return{get:s,set(i){let p=s?.call(this);o?.call(this,i),this.requestUpdate(e,p,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??pt}static _$Ei(){if(this.hasOwnProperty(ne("elementProperties")))return;let e=Un(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(ne("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(ne("properties"))){let t=this.properties,r=[...Ln(t),...Dn(t)];for(let s of r)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,s]of t)this.elementProperties.set(r,s)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let s=this._$Eu(t,r);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let s of r)t.unshift(We(s))}else e!==void 0&&t.push(We(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ct(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,r);if(s!==void 0&&r.reflect===!0){let o=(r.converter?.toAttribute!==void 0?r.converter:Fe).toAttribute(t,r.type);this._$Em=e,o==null?this.removeAttribute(s):this.setAttribute(s,o),this._$Em=null}}_$AK(e,t){let r=this.constructor,s=r._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let o=r.getPropertyOptions(s),i=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:Fe;this._$Em=s;let p=i.fromAttribute(t,o.type);this[s]=p??this._$Ej?.get(s)??p,this._$Em=null}}requestUpdate(e,t,r,s=!1,o){if(e!==void 0){let i=this.constructor;if(s===!1&&(o=this[e]),r??=i.getPropertyOptions(e),!((r.hasChanged??ut)(o,t)||r.useDefault&&r.reflect&&o===this._$Ej?.get(e)&&!this.hasAttribute(i._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:s,wrapped:o},i){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,i??t??this[e]),o!==!0||i!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,o]of this._$Ep)this[s]=o;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[s,o]of r){let{wrapped:i}=o,p=this[s];i!==!0||this._$AL.has(s)||p===void 0||this.C(s,void 0,o,p)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};T.elementStyles=[],T.shadowRootOptions={mode:"open"},T[ne("elementProperties")]=new Map,T[ne("finalized")]=new Map,zn?.({ReactiveElement:T}),(fe.reactiveElementVersions??=[]).push("2.1.2");var Ge=globalThis,mt=n=>n,ge=Ge.trustedTypes,ht=ge?ge.createPolicy("lit-html",{createHTML:n=>n}):void 0,Ke="$lit$",R=`lit$${Math.random().toFixed(9).slice(2)}$`,Ye="?"+R,Bn=`<${Ye}>`,I=document,se=()=>I.createComment(""),oe=n=>n===null||typeof n!="object"&&typeof n!="function",Qe=Array.isArray,$t=n=>Qe(n)||typeof n?.[Symbol.iterator]=="function",Je=`[ 	
\f\r]`,re=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ft=/-->/g,gt=/>/g,B=RegExp(`>|${Je}(?:([^\\s"'>=/]+)(${Je}*=${Je}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),bt=/'/g,vt=/"/g,wt=/^(?:script|style|textarea|title)$/i,Ze=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),a=Ze(1),k=Ze(2),es=Ze(3),w=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),yt=new WeakMap,H=I.createTreeWalker(I,129);function xt(n,e){if(!Qe(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return ht!==void 0?ht.createHTML(e):e}var kt=(n,e)=>{let t=n.length-1,r=[],s,o=e===2?"<svg>":e===3?"<math>":"",i=re;for(let p=0;p<t;p++){let c=n[p],h,m,u=-1,v=0;for(;v<c.length&&(i.lastIndex=v,m=i.exec(c),m!==null);)v=i.lastIndex,i===re?m[1]==="!--"?i=ft:m[1]!==void 0?i=gt:m[2]!==void 0?(wt.test(m[2])&&(s=RegExp("</"+m[2],"g")),i=B):m[3]!==void 0&&(i=B):i===B?m[0]===">"?(i=s??re,u=-1):m[1]===void 0?u=-2:(u=i.lastIndex-m[2].length,h=m[1],i=m[3]===void 0?B:m[3]==='"'?vt:bt):i===vt||i===bt?i=B:i===ft||i===gt?i=re:(i=B,s=void 0);let g=i===B&&n[p+1].startsWith("/>")?" ":"";o+=i===re?c+Bn:u>=0?(r.push(h),c.slice(0,u)+Ke+c.slice(u)+R+g):c+R+(u===-2?p:g)}return[xt(n,o+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},ie=class n{constructor({strings:e,_$litType$:t},r){let s;this.parts=[];let o=0,i=0,p=e.length-1,c=this.parts,[h,m]=kt(e,t);if(this.el=n.createElement(h,r),H.currentNode=this.el.content,t===2||t===3){let u=this.el.content.firstChild;u.replaceWith(...u.childNodes)}for(;(s=H.nextNode())!==null&&c.length<p;){if(s.nodeType===1){if(s.hasAttributes())for(let u of s.getAttributeNames())if(u.endsWith(Ke)){let v=m[i++],g=s.getAttribute(u).split(R),y=/([.?@])?(.*)/.exec(v);c.push({type:1,index:o,name:y[2],strings:g,ctor:y[1]==="."?ve:y[1]==="?"?ye:y[1]==="@"?$e:j}),s.removeAttribute(u)}else u.startsWith(R)&&(c.push({type:6,index:o}),s.removeAttribute(u));if(wt.test(s.tagName)){let u=s.textContent.split(R),v=u.length-1;if(v>0){s.textContent=ge?ge.emptyScript:"";for(let g=0;g<v;g++)s.append(u[g],se()),H.nextNode(),c.push({type:2,index:++o});s.append(u[v],se())}}}else if(s.nodeType===8)if(s.data===Ye)c.push({type:2,index:o});else{let u=-1;for(;(u=s.data.indexOf(R,u+1))!==-1;)c.push({type:7,index:o}),u+=R.length-1}o++}}static createElement(e,t){let r=I.createElement("template");return r.innerHTML=e,r}};function V(n,e,t=n,r){if(e===w)return e;let s=r!==void 0?t._$Co?.[r]:t._$Cl,o=oe(e)?void 0:e._$litDirective$;return s?.constructor!==o&&(s?._$AO?.(!1),o===void 0?s=void 0:(s=new o(n),s._$AT(n,t,r)),r!==void 0?(t._$Co??=[])[r]=s:t._$Cl=s),s!==void 0&&(e=V(n,s._$AS(n,e.values),s,r)),e}var be=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,s=(e?.creationScope??I).importNode(t,!0);H.currentNode=s;let o=H.nextNode(),i=0,p=0,c=r[0];for(;c!==void 0;){if(i===c.index){let h;c.type===2?h=new J(o,o.nextSibling,this,e):c.type===1?h=new c.ctor(o,c.name,c.strings,this,e):c.type===6&&(h=new we(o,this,e)),this._$AV.push(h),c=r[++p]}i!==c?.index&&(o=H.nextNode(),i++)}return H.currentNode=I,s}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},J=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,s){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=V(this,e,t),oe(e)?e===d||e==null||e===""?(this._$AH!==d&&this._$AR(),this._$AH=d):e!==this._$AH&&e!==w&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):$t(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==d&&oe(this._$AH)?this._$AA.nextSibling.data=e:this.T(I.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,s=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=ie.createElement(xt(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===s)this._$AH.p(t);else{let o=new be(s,this),i=o.u(this.options);o.p(t),this.T(i),this._$AH=o}}_$AC(e){let t=yt.get(e.strings);return t===void 0&&yt.set(e.strings,t=new ie(e)),t}k(e){Qe(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,s=0;for(let o of e)s===t.length?t.push(r=new n(this.O(se()),this.O(se()),this,this.options)):r=t[s],r._$AI(o),s++;s<t.length&&(this._$AR(r&&r._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=mt(e).nextSibling;mt(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},j=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,s,o){this.type=1,this._$AH=d,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=o,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=d}_$AI(e,t=this,r,s){let o=this.strings,i=!1;if(o===void 0)e=V(this,e,t,0),i=!oe(e)||e!==this._$AH&&e!==w,i&&(this._$AH=e);else{let p=e,c,h;for(e=o[0],c=0;c<o.length-1;c++)h=V(this,p[r+c],t,c),h===w&&(h=this._$AH[c]),i||=!oe(h)||h!==this._$AH[c],h===d?e=d:e!==d&&(e+=(h??"")+o[c+1]),this._$AH[c]=h}i&&!s&&this.j(e)}j(e){e===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},ve=class extends j{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===d?void 0:e}},ye=class extends j{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==d)}},$e=class extends j{constructor(e,t,r,s,o){super(e,t,r,s,o),this.type=5}_$AI(e,t=this){if((e=V(this,e,t,0)??d)===w)return;let r=this._$AH,s=e===d&&r!==d||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,o=e!==d&&(r===d||s);s&&this.element.removeEventListener(this.name,this,r),o&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},we=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){V(this,e)}},At={M:Ke,P:R,A:Ye,C:1,L:kt,R:be,D:$t,V,I:J,H:j,N:ye,U:$e,B:ve,F:we},Hn=Ge.litHtmlPolyfillSupport;Hn?.(ie,J),(Ge.litHtmlVersions??=[]).push("3.3.3");var xe=(n,e,t)=>{let r=t?.renderBefore??e,s=r._$litPart$;if(s===void 0){let o=t?.renderBefore??null;r._$litPart$=s=new J(e.insertBefore(se(),o),o,void 0,t??{})}return s._$AI(n),s};var Xe=globalThis,M=class extends T{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=xe(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return w}};M._$litElement$=!0,M.finalized=!0,Xe.litElementHydrateSupport?.({LitElement:M});var In=Xe.litElementPolyfillSupport;In?.({LitElement:M});(Xe.litElementVersions??=[]).push("4.2.2");var C={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},G=n=>(...e)=>({_$litDirective$:n,values:e}),O=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,r){this._$Ct=e,this._$AM=t,this._$Ci=r}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Vn}=At,_t=n=>n;var Et=n=>n.strings===void 0,St=()=>document.createComment(""),K=(n,e,t)=>{let r=n._$AA.parentNode,s=e===void 0?n._$AB:e._$AA;if(t===void 0){let o=r.insertBefore(St(),s),i=r.insertBefore(St(),s);t=new Vn(o,i,n,n.options)}else{let o=t._$AB.nextSibling,i=t._$AM,p=i!==n;if(p){let c;t._$AQ?.(n),t._$AM=n,t._$AP!==void 0&&(c=n._$AU)!==i._$AU&&t._$AP(c)}if(o!==s||p){let c=t._$AA;for(;c!==o;){let h=_t(c).nextSibling;_t(r).insertBefore(c,s),c=h}}}return t},L=(n,e,t=n)=>(n._$AI(e,t),n),jn={},ke=(n,e=jn)=>n._$AH=e,Tt=n=>n._$AH,Ae=n=>{n._$AR(),n._$AA.remove()};var Rt=(n,e,t)=>{let r=new Map;for(let s=e;s<=t;s++)r.set(n[s],s);return r},Ct=G(class extends O{constructor(n){if(super(n),n.type!==C.CHILD)throw Error("repeat() can only be used in text expressions")}dt(n,e,t){let r;t===void 0?t=e:e!==void 0&&(r=e);let s=[],o=[],i=0;for(let p of n)s[i]=r?r(p,i):i,o[i]=t(p,i),i++;return{values:o,keys:s}}render(n,e,t){return this.dt(n,e,t).values}update(n,[e,t,r]){let s=Tt(n),{values:o,keys:i}=this.dt(e,t,r);if(!Array.isArray(s))return this.ut=i,o;let p=this.ut??=[],c=[],h,m,u=0,v=s.length-1,g=0,y=o.length-1;for(;u<=v&&g<=y;)if(s[u]===null)u++;else if(s[v]===null)v--;else if(p[u]===i[g])c[g]=L(s[u],o[g]),u++,g++;else if(p[v]===i[y])c[y]=L(s[v],o[y]),v--,y--;else if(p[u]===i[y])c[y]=L(s[u],o[y]),K(n,c[y+1],s[u]),u++,y--;else if(p[v]===i[g])c[g]=L(s[v],o[g]),K(n,s[u],s[v]),v--,g++;else if(h===void 0&&(h=Rt(i,g,y),m=Rt(p,u,v)),h.has(p[u]))if(h.has(p[v])){let E=m.get(i[g]),je=E!==void 0?s[E]:null;if(je===null){let at=K(n,s[u]);L(at,o[g]),c[g]=at}else c[g]=L(je,o[g]),K(n,s[u],je),s[E]=null;g++}else Ae(s[v]),v--;else Ae(s[u]),u++;for(;g<=y;){let E=K(n,c[y+1]);L(E,o[g]),c[g++]=E}for(;u<=v;){let E=s[u++];E!==null&&Ae(E)}return this.ut=i,ke(n,c),w}});var Pt={name:"Recours Santé",launcher:"Soins : qui peut m’aider ?",title:"Recours Santé",subtitle:"Programme automatique",close:"Fermer",panel:"Recours Santé, assistant automatique",you:"Vous",bot:"Recours Santé",gate:{intro:"Je suis un programme automatique, pas une personne. Je vous dis qui peut vous aider quand des soins se sont mal passés.",rules:["N’écrivez ni nom, ni numéro de Sécurité sociale, ni détail médical.","Votre texte n’est pas gardé. Le reste est effacé après 24 heures."],more:"En savoir plus",about:["Je ne donne pas d’avis médical. Je ne donne pas de conseil juridique. Je cite des textes officiels.","Je garde seulement ce qui sert à vous répondre : par exemple le type de problème et le département. C’est effacé 24 heures après.","Vous pouvez tout effacer avant, avec le bouton « Effacer et recommencer ».","Si vous rechargez la page, la conversation reste dans cet onglet. Fermez l’onglet : elle disparaît de cet appareil."],organisation:"Responsable de ce service : {name}.",no_organisation:"Le responsable de ce service n’est pas indiqué sur ce site.",privacy:"Vos données : lire la page de confidentialité",start:"Commencer"},greeting:"Bonjour. Que s’est-il passé ? Écrivez-le en quelques phrases. Ou choisissez une situation.",chips_label:"Situations fréquentes",chips:["Un dentiste refuse de me soigner","On m’a fait payer trop cher","La CPAM refuse de me rembourser","Un médicament m’a fait du mal","On refuse de me donner mon dossier médical","L’EHPAD de ma mère pose problème"],replies_label:"Réponses proposées",log:"Conversation",composer:{label:"Votre message",hint:"Ni nom, ni numéro de Sécurité sociale.",send:"Envoyer"},status:{preparing:"Recours Santé prépare sa réponse…",slow:"C’est plus long que d’habitude. La réponse arrive…",copied:"C’est copié.",not_copied:"La copie n’a pas marché. Sélectionnez le texte avec la souris ou le doigt.",saved:"Le fichier est enregistré dans vos téléchargements.",calendar:"Le fichier pour votre agenda est prêt. Ouvrez-le pour ajouter la date.",erased:"C’est effacé, ici et sur le serveur.",erased_here:"C’est effacé sur cet appareil. Le serveur n’a pas répondu : il efface tout seul après 24 heures.",online:"La connexion est revenue.",thanks:"Merci."},note:{new_session:"Nouvelle conversation. Je n’ai plus ce qui a été dit avant : redites-moi l’essentiel."},problem:{offline:"Vous n’êtes pas connecté à internet. Votre message est gardé.",network:"Je n’arrive pas à joindre le serveur. Votre message est gardé.",timeout:"Le serveur met trop de temps à répondre. Votre message est gardé.",incomplete:"La réponse n’est pas arrivée en entier. Votre message est gardé.",server:"Le serveur a un problème. Votre message est gardé.",busy:"Il y a trop de messages en ce moment. Attendez {seconds} secondes, puis réessayez. Votre message est gardé.",too_long:"Votre message est trop long. Écrivez au plus 500 mots. Commencez par l’essentiel : qui, où, quoi.",session:"La conversation était finie. J’en ouvre une nouvelle. Votre message est gardé : envoyez-le encore.",unsent:"Votre dernier message n’a pas eu de réponse. Il est gardé.",opening:"Je n’arrive pas à ouvrir la conversation. Vous pouvez réessayer.",danger:"En cas d’urgence, appelez le 15 ou le 112.",retry:"Réessayer"},answer:{roles:{primary:"À contacter d’abord",also:"Vous pouvez aussi",next:"Ensuite"},why:"Pourquoi",phone:"Téléphone",call:"Appeler le {number}",email:"Courriel",address:"Adresse",site:"Site",map:"Voir sur une carte (OpenStreetMap)",new_tab:"nouvel onglet",can:"Ce qu’il peut faire",cannot:"Ce qu’il ne peut pas faire",to_check:"À vérifier",source:"Source : {source}",source_dated:"Source : {source}, {date}",no_contact:"Je n’ai pas de coordonnées pour cet organisme.",calendar:"Ajouter à mon agenda",calendar_named:"Ajouter à mon agenda : {label}",act:"À faire par vous",receive:"Ce que vous recevez",copy:"Copier",copy_label:"Copier ce qu’il faut écrire",tools:"Garder cette réponse",print:"Imprimer ou PDF",save:"Enregistrer le texte",copy_all:"Copier la réponse",sources_count:"Voir les sources ({count})",chosen:"choisi",file:"recours-sante-{date}",made:"Réponse de Recours Santé, programme automatique, le {date}.",contacts:"D’où viennent les coordonnées",pages:"Pages à lire"},calendar:{summary:"{label} (Recours Santé)",basis:"Texte : {basis}",check:"Date calculée par un programme automatique. Vérifiez-la."},emergency:{word:"Urgence",danger:"En danger ? Appelez maintenant.",bar:"Numéros d’urgence",call:"Appeler le {number}",sms:"Envoyer un SMS au {number}",bar_numbers:["15","112","114","3114"],numbers:{"15":{number:"15",name:"Samu"},"17":{number:"17",name:"Police secours"},"18":{number:"18",name:"Pompiers"},"112":{number:"112",name:"Urgence, toute l’Europe"},"114":{number:"114",name:"Par SMS, si vous ne pouvez pas parler",short:"SMS",sms:!0},"119":{number:"119",name:"Enfance en danger"},"3114":{number:"3114",name:"Idées de suicide",short:"suicide"},"3919":{number:"3919",name:"Violences faites aux femmes"},"3977":{number:"3977",name:"Maltraitance des personnes âgées ou handicapées"},"116117":{number:"116 117",name:"Médecin de garde, là où il existe"},"116006":{number:"116 006",name:"Aide aux victimes"}}},human:{open:"Parler à un humain",title:"Parler à une personne",close:"Fermer cette aide",intro:"Je suis un programme. Voici des personnes qui peuvent vous répondre.",items:[{name:"Santé Info Droits",text:"Des juristes de la santé répondent à vos questions (numéro à vérifier).",phone:"01 53 62 40 30"},{name:"Défenseur des droits",text:"Si un service public vous traite mal, ou en cas de discrimination.",phone:"09 69 39 00 00"},{name:"Votre caisse d’assurance maladie (CPAM)",text:"C’est votre caisse de sécurité sociale. Elle rembourse vos soins.",phone:"3646"},{name:"France services",text:"Un accueil près de chez vous peut vous aider pour vos démarches."}]},erase:{open:"Effacer",open_more:"et recommencer",title:"Tout effacer ?",text:"La conversation sera effacée ici et sur le serveur. Enregistrez la réponse avant, si vous voulez la garder.",yes:"Oui, tout effacer",no:"Non, garder"},feedback:{question:"Cette réponse vous est-elle utile ?",yes:"Oui",no:"Non",thanks_yes:"Merci. Bon courage pour vos démarches.",thanks_no:"Merci de l’avoir dit. Écrivez votre problème avec d’autres mots, ou parlez à une personne."},dates:{first:"1er",months:["janvier","février","mars","avril","mai","juin","juillet","août","septembre","octobre","novembre","décembre"]}};var l=Pt;function $(n,e){return n.replace(/\{(\w+)\}/g,(t,r)=>String(e[r]??t))}var _e=" ";function f(n){return n.replace(/(\p{L})'(?=[\p{L}«])/gu,"$1’").replace(/ ([:;?!»])/g,`${_e}$1`).replace(/« /g,`«${_e}`)}function ae(n){let e=/^(\d{4})-(\d{2})-(\d{2})$/.exec(n);if(!e)return null;let[t,r,s]=[Number(e[1]),Number(e[2]),Number(e[3])],o=l.dates.months[r-1],i=new Date(Date.UTC(t,r-1,s));return!o||i.getUTCDate()!==s||i.getUTCMonth()!==r-1?null:`${s===1?l.dates.first:s}${_e}${o} ${t}`}function Mt(n){return ae(n)??f(n)}function et(n){let e=t=>String(t).padStart(2,"0");return`${n.getFullYear()}-${e(n.getMonth()+1)}-${e(n.getDate())}`}function Y(n){let e=n.replace(/[\s.]/g,"");return/^(\d{10}|\d{4})$/.test(e)?(e.match(/../g)??[]).join(_e):n}var Wn=75,Fn="-P7D";function Ot(n,e,t){let r=new Date(`${n.date}T00:00:00Z`),s=t.toISOString().replace(/[-:]|\.\d+/g,""),o=m=>m.toISOString().slice(0,10).replace(/-/g,""),i=new Date(r.getTime()+864e5),p=$(l.calendar.summary,{label:f(n.label)}),c=n.basis?[$(l.calendar.basis,{basis:n.basis})]:[],h=[n.rule,...c,l.calendar.check].map(f).join(`
`);return["BEGIN:VCALENDAR","VERSION:2.0","PRODID:-//Recours Sante//Widget//FR","CALSCALE:GREGORIAN","BEGIN:VEVENT",`UID:${e}@recours-sante.invalid`,`DTSTAMP:${s}`,`DTSTART;VALUE=DATE:${o(r)}`,`DTEND;VALUE=DATE:${o(i)}`,`SUMMARY:${tt(p)}`,`DESCRIPTION:${tt(h)}`,"TRANSP:TRANSPARENT","BEGIN:VALARM","ACTION:DISPLAY",`DESCRIPTION:${tt(p)}`,`TRIGGER:${Fn}`,"END:VALARM","END:VEVENT","END:VCALENDAR",""].map(Jn).join(`\r
`)}function tt(n){return n.replace(/\\/g,"\\\\").replace(/[;,]/g,"\\$&").replace(/\r\n|[\r\n]/g,"\\n")}function Jn(n){let e=new TextEncoder,[t,r]=["",0];for(let s of n){let o=e.encode(s).length;r+o>Wn&&(t+=`\r
 `,r=1),t+=s,r+=o}return t}function Lt(n){let e=/^#([\da-f])([\da-f])([\da-f])$/i.exec(n.trim()),t=/^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(n.trim()),r=(e?.slice(1).map(s=>s+s)??t?.slice(1))?.map(s=>parseInt(s,16));return r?[r[0],r[1],r[2]]:null}function Dt(n){let[e,t,r]=n.map(s=>{let o=s/255;return o<=.04045?o/12.92:((o+.055)/1.055)**2.4});return .2126*e+.7152*t+.0722*r}function Gn(n,e){let[t,r]=[Dt(n),Dt(e)].sort((s,o)=>s-o);return(r+.05)/(t+.05)}function nt(n,e){let t=Lt(n);return t!==null&&e.every(r=>Gn(t,Lt(r)??t)>=4.5)}function Kn(n,e){let t;try{t=new URL(n,e)}catch{return null}let r=["localhost","127.0.0.1","[::1]"].includes(t.hostname)||t.origin===new URL(e).origin;return t.protocol!=="https:"&&!(t.protocol==="http:"&&r)?null:(t.origin+t.pathname).replace(/\/+$/,"")}function Ut(n,e,t){let r=Kn(n.server??e,t);if(!r)return null;let s=n.privacyUrl?new URL(n.privacyUrl,t):null;return{server:r,title:n.title??l.title,launcher:n.launcher??l.launcher,theme:n.theme==="light"||n.theme==="dark"?n.theme:"auto",accent:n.accent??"",organisation:n.organisation??"",privacyUrl:s&&/^https?:$/.test(s.protocol)?s.href:"",human:n.human??""}}function q(n){return typeof n=="object"&&n!==null&&!Array.isArray(n)?n:{}}function b(n){return typeof n=="string"?n.trim():""}function D(n,e){return Array.isArray(n)?n.map(e).filter(t=>t!==null):[]}var Se=n=>b(n)||null;function Yn(n){if(typeof n!="object"||n===null)return null;let e=q(n);return{name:b(e.name),address:b(e.address),postcode:b(e.postcode),city:b(e.city),phone:b(e.phone),email:b(e.email),url:b(e.url),source:b(e.source),sourceDate:b(e.source_date),confidence:b(e.confidence)}}function Qn(n){let e=q(n),t=b(e.name);return t?{id:b(e.id),role:e.role==="also"||e.role==="next"?e.role:"primary",name:t,reason:b(e.reason),contact:Yn(e.contact),can:D(e.can,Se),cannot:D(e.cannot,Se)}:null}function Zn(n){let e=q(n),[t,r]=[b(e.label),b(e.rule)];return!t&&!r?null:{id:b(e.id),label:t,direction:e.direction==="act"?"act":"receive",date:b(e.date),rule:r,basis:b(e.basis)}}function Xn(n){let e=q(n),t=b(e.title);return t?{title:t,url:b(e.url),date:b(e.date)}:null}function er(n){let e=q(n),t=b(e.title);return t?{title:t,payload:b(e.payload)||t}:null}function Ee(n){let e=n.map(q),t=e.map(c=>b(c.text)).filter(Boolean),r=e.flatMap(c=>D(c.buttons,er)),s=q(e.map(c=>c.custom).find(c=>typeof c=="object"&&c!==null)),o={texts:t,buttons:r,custom:{kind:b(s.kind),topic:b(s.topic),bodies:D(s.bodies,Qn),deadlines:D(s.deadlines,Zn),include:D(s.include,Se),sources:D(s.sources,Xn),numbers:D(s.numbers,Se)}},{bodies:i,numbers:p}=o.custom;return t.length||r.length||i.length||p.length?o:null}function Te(){if(typeof crypto.randomUUID=="function")return crypto.randomUUID();let n=crypto.getRandomValues(new Uint8Array(16));return Array.from(n,t=>t.toString(16).padStart(2,"0")).join("").replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/,"$1-$2-4$3-a$4-$5")}var le=class extends Error{},rt=class{constructor(){this.decoder=new TextDecoder("utf-8");this.rest=""}push(e){return this.take(this.decoder.decode(e,{stream:!0}))}end(){return this.take(`${this.decoder.decode()}
`)}take(e){let t=(this.rest+e).split(`
`);return this.rest=t.pop()??"",t.filter(r=>r.trim()).map(tr)}};function tr(n){try{return JSON.parse(n)}catch{throw new le("a line is no JSON")}}async function Nt(n){let[e,t,r]=[new rt,[],n.getReader()];for(;;){let{done:s,value:o}=await r.read();if(s)return[...t,...e.end()];t.push(...e.push(o))}}var x=class extends Error{constructor(t){super(t.kind);this.problem=t}},nr=4e3,rr=500,sr=3e4,or=30,Re=class{constructor(e,t=sr){this.base=e;this.timeout=t}async open(){return this.call("session",{method:"POST"},async e=>{let t=await e.json();if(typeof t.token!="string"||!t.token)throw new x({kind:"server"});return t.token})}async send(e,t){if(t.text.length>nr||t.text.split(/\s+/).length>rr)throw new x({kind:"too_long"});let r={method:"POST",headers:{"Content-Type":"application/json",Authorization:`Bearer ${e}`},body:JSON.stringify({message:t.text,id:t.id})};return this.call("webhook?stream=true",r,async s=>{let o=s.body?await Nt(s.body):[];if(!o.length)throw new x({kind:"incomplete"});return o})}async erase(e){try{await this.call("session",{method:"DELETE",headers:{Authorization:`Bearer ${e}`}},async()=>{})}catch(t){if(!(t instanceof x&&t.problem.kind==="session"))throw t}}async call(e,t,r){if(navigator.onLine===!1)throw new x({kind:"offline"});let s=new AbortController,o=setTimeout(()=>s.abort(),this.timeout);try{let i=await fetch(`${this.base}/webhooks/web/${e}`,{...t,signal:s.signal,credentials:"omit",cache:"no-store",referrerPolicy:"no-referrer"});if(!i.ok)throw new x(ir(i));return await r(i)}catch(i){if(i instanceof x)throw i;if(s.signal.aborted)throw new x({kind:"timeout"});let p=i instanceof le||i instanceof SyntaxError;throw new x({kind:p?"incomplete":"network"})}finally{clearTimeout(o)}}};function ir(n){if(n.status===401)return{kind:"session"};if(n.status===413)return{kind:"too_long"};if(n.status!==429)return{kind:"server"};let e=Number(n.headers.get("Retry-After"));return{kind:"busy",seconds:e>0?Math.ceil(e):or}}var ar=5e3,Ce=class{constructor(e,t,r,s=Te){this.server=e;this.store=t;this.changed=r;this.newId=s;this.begun=!1;this.entries=[];this.doing="nothing";this.slow=!1;this.trouble=null;this.draft="";this.open=!1;this.token=null;this.opening=null;this.outbox=null}resume(){let e=this.store.load();return e?.entries.length?(this.begun=!0,this.entries=e.entries,this.token=e.token,this.open=e.open,this.outbox=e.outbox,this.outbox&&(this.draft=this.outbox.text,this.trouble={problem:{kind:"unsent"},retry:!0}),this.changed(),!0):!1}begin(){this.begun=!0,this.changed(),this.tryOpening()}greet(){let e=l.chips.map(t=>({title:t,payload:t}));this.add({id:this.newId(),who:"bot",messages:[{text:l.greeting,buttons:e}],fresh:!0})}async sendDraft(){await this.send(this.draft)}async choose(e,t,r){this.doing==="nothing"&&(this.entries=this.entries.map(s=>s.id===e&&s.who==="bot"?{...s,chosen:t}:s),await this.send(r))}async retry(){this.outbox?await this.send(this.outbox.text):await this.tryOpening()}rate(e,t){this.entries=this.entries.map(r=>r.id===e&&r.who==="feedback"?{...r,useful:t}:r),this.update()}async erase(){let e=this.token;Object.assign(this,{entries:[],token:null,opening:null,outbox:null,trouble:null,draft:"",begun:!1}),this.store.clear(),this.doing="erasing",this.changed();try{return e&&await this.server.erase(e),!0}catch(t){if(!(t instanceof x))throw t;return!1}finally{this.doing="nothing",this.changed()}}online(e){e?this.trouble?.problem.kind==="offline"&&!this.outbox&&(this.trouble=null):this.trouble={problem:{kind:"offline"},retry:this.outbox!==null},this.changed()}setOpen(e){this.open=e,this.begun?this.update():this.changed()}async send(e){let t=e.trim();if(!t||this.doing!=="nothing")return;let r=this.outbox?.text===t?this.outbox:{id:this.newId(),text:t};this.outbox=r,this.trouble=null,this.doing="sending",this.draft.trim()===t&&(this.draft=""),this.add({id:r.id,who:"person",text:t,fresh:!0});let s=setTimeout(()=>{this.slow=!0,this.changed()},ar);try{let o=await this.server.send(await this.session(),r);this.outbox===r&&this.answered(o)}catch(o){if(!(o instanceof x))throw o;this.outbox===r&&this.failed(r,o.problem)}finally{clearTimeout(s),this.slow=!1,this.doing==="sending"&&(this.doing="nothing"),this.update()}}answered(e){let t=Ee(e);if(!t)throw new x({kind:"incomplete"});this.outbox=null;let{kind:r,topic:s}=t.custom;r==="privacy"&&s==="erase_data"&&(this.entries=[]),this.add({id:this.newId(),who:"bot",messages:e,fresh:!0});let o=this.entries.some(i=>i.who==="feedback");r==="orientation"&&!o&&this.add({id:this.newId(),who:"feedback",fresh:!0})}failed(e,t){this.entries=this.entries.filter(s=>s.id!==e.id),this.draft.trim()||(this.draft=e.text);let r=t.kind!=="too_long"&&t.kind!=="session";r||(this.outbox=null),this.trouble={problem:t,retry:r},t.kind==="session"&&(this.token=null,this.add({id:this.newId(),who:"note",text:l.note.new_session,fresh:!0}),this.session().catch(()=>this.changed()))}session(){if(this.token)return Promise.resolve(this.token);let e=this.opening??=this.server.open();return e.finally(()=>{this.opening===e&&(this.opening=null)}).then(t=>(this.token=this.begun?t:null)??t)}async tryOpening(){this.trouble=null;try{await this.session()}catch(e){if(!(e instanceof x))throw e;this.doing==="nothing"&&this.begun&&(this.trouble={problem:{kind:"opening"},retry:!0})}this.update()}add(e){this.entries=[...this.entries,e],this.update()}update(){let{token:e,entries:t,outbox:r,open:s,begun:o}=this,i={token:e,entries:t,outbox:r,open:s};o&&this.store.save(i),this.changed()}};var lr=[["bodies",/^• /],["list",/^- /],["steps",/^\d{1,2}\. /]];function zt(n){return n.join(`

`).split(/\n{2,}/).flatMap(e=>cr(e.split(`
`).filter(t=>t.trim())))}function cr(n){let e=[];for(let t of n){let[r,s]=lr.find(([,i])=>i.test(t))??[],o=e[e.length-1];r&&s?dr(e,r,t.replace(s,"").trim()):o?.kind==="bodies"?o.items[o.items.length-1]?.push(t.trim()):o?.kind==="text"?o.lines.push(t.trim()):e.push({kind:"text",lines:[t.trim()]})}return e}function dr(n,e,t){n[n.length-1]?.kind!==e&&n.push({kind:e,title:pr(n),items:[]});let s=n[n.length-1];s?.kind==="bodies"?s.items.push([t]):s&&s.kind!=="text"&&s.items.push(t)}function pr(n){let e=n[n.length-1],t=e?.kind==="text"?e.lines[e.lines.length-1]:void 0;return e?.kind!=="text"||!t||!/\s:$/.test(t)?"":(e.lines.pop(),e.lines.length||n.pop(),t.replace(/\s:$/,""))}var ur=70;function Pe(n){let{custom:e}=n,t=new Set(e.bodies),r=zt(n.texts).flatMap(o=>mr(o,e,n,t)),s=[...t];return s.length&&fr(r,s),(e.kind==="orientation"||e.bodies.length)&&gr(r),r}function mr(n,e,t,r){if(n.kind==="text")return[n];if(n.kind==="bodies")return hr(n.title,n.items,r);let{title:s,items:o}=n,i=t.buttons.map(m=>m.title);if(o.every(m=>i.includes(m)))return s?[{kind:"text",lines:[`${s} :`]}]:[];if(n.kind==="steps")return[{kind:"steps",title:s,items:o}];let p=Bt(o,e.deadlines,(m,u)=>m.includes(u.rule)||m.startsWith(`${u.label} :`));if(p)return[{kind:"deadlines",title:s,items:p.map(([m,u])=>({line:m,deadline:u}))}];let c=Bt(o,e.sources,(m,u)=>m.startsWith(u.title));return c?[{kind:"sources",title:s,items:c.map(([m,u])=>({line:m,source:u}))}]:[{kind:e.include.length>0&&e.include.every(m=>o.includes(m))?"write":"list",title:s,items:o}]}function Bt(n,e,t){let r=n.map(s=>[s,e.find(o=>t(s,o))]);return r.length&&r.every(s=>s[1]!==void 0)?r:null}function hr(n,e,t){let r=[],s=[];for(let[p="",...c]of e){let h=[...t].find(u=>p.startsWith(u.name));if(!h){s.push(p,...c);continue}t.delete(h);let m=p.slice(h.name.length).trim().replace(/^\((.*)\)$/,"$1");r.push({body:h,notes:[m,...c.filter(u=>!Ht(u,h))].filter(Boolean)})}let o=r.every(p=>p.body.role!=="primary"),i=r.length?[{kind:"bodies",title:n,cards:r,folded:o}]:[];return s.length?[...i,{kind:"text",lines:s}]:i}function W(n){let e=[n.postcode,n.city].filter(Boolean).join(" ");return[n.address,e].filter(Boolean).join(", ")}function Ht(n,e){if(n===e.reason||n===e.name||n===`${e.name}.`)return!0;let{contact:t}=e;if(!t)return!1;if(t.source&&n.includes(t.source))return!0;let r=n.replace(/^[^:]{1,20} : /,"");return[t.name,W(t),t.phone,t.email,t.url].includes(r)}function fr(n,e){for(let o of n)o.kind==="text"&&(o.lines=o.lines.filter(i=>!e.some(p=>Ht(i,p))));let t=e.map(o=>({body:o,notes:[]})),r=n[0]?.kind==="text"?1:0;n.splice(r,0,{kind:"bodies",title:"",cards:t,folded:!1});let s=n.filter(o=>o.kind!=="text"||o.lines.length);n.splice(0,n.length,...s)}function gr(n){let e=n.findIndex(o=>o.kind==="bodies")-1,t=n[e],[r,...s]=t?.kind==="text"?t.lines:[];!r||!s.length||r.length>ur||!r.endsWith(".")||(n[e]={kind:"lead",title:r.slice(0,-1),lines:s})}function ce(n,e){if(!n)return"";let t=e?l.answer.source_dated:l.answer.source;return $(t,{source:f(n),date:Mt(e)})}function st(n){return $(l.answer.made,{date:ae(et(n))??""})}function Me(n,e){let t=n.custom.bodies.flatMap(({name:o,contact:i})=>{let p=i?ce(i.source,i.sourceDate):"";return i&&p?[`- ${f(o)}, ${W(i)||i.name}. ${p}`]:[]}),r=n.custom.sources.flatMap(({title:o,url:i})=>i?[`- ${f(o)}
  ${i}`]:[]);return`${[l.name.toUpperCase(),...n.texts.map(f),t.length?[`${l.answer.contacts} :`,...t].join(`
`):"",r.length?[`${l.answer.pages} :`,...r].join(`
`):"",st(e)].filter(Boolean).join(`

`)}
`}function Oe(n){return $(l.answer.file,{date:et(n)})}function ot(n,e,t){let r=URL.createObjectURL(new Blob([t],{type:`${e};charset=utf-8`})),s=document.createElement("a");s.href=r,s.download=n,s.click(),setTimeout(()=>URL.revokeObjectURL(r),1e4)}async function It(n){try{return await navigator.clipboard.writeText(n),!0}catch{return br(n)}}function br(n){let e=document.createElement("textarea"),t=document.activeElement;e.value=n,e.setAttribute("readonly",""),e.style.position="fixed",e.style.opacity="0",document.body.append(e),e.select();let r=document.execCommand("copy");return e.remove(),t instanceof HTMLElement&&t.focus(),r}var Le=class{constructor(e){this.key=`recours-sante:1:${e}`}load(){try{let e=JSON.parse(sessionStorage.getItem(this.key)??"null");return!e||!Array.isArray(e.entries)?null:{token:typeof e.token=="string"?e.token:null,entries:e.entries.filter(yr),outbox:vr(e.outbox)?e.outbox:null,open:e.open===!0}}catch{return null}}save(e){let t=e.entries.map(({fresh:r,...s})=>s);try{return sessionStorage.setItem(this.key,JSON.stringify({...e,entries:t})),!0}catch{return!1}}clear(){try{return sessionStorage.removeItem(this.key),!0}catch{return!1}}};function vr(n){let e=n;return typeof e?.id=="string"&&typeof e.text=="string"}function yr(n){let e=n;return typeof e?.id!="string"?!1:e.who==="bot"?Array.isArray(e.messages):e.who==="feedback"||(e.who==="person"||e.who==="note")&&typeof e.text=="string"}var De={paper:"#fcfbf8",card:"#ffffff",tint:"#e4f0ee",ink:"#12292e",soft:"#475c61",line:"#7b8f92",hair:"#d5dedd",danger:"#a4161a","danger-paper":"#fdf0ee",amber:"#6b4a00","amber-paper":"#fdf3d8"},Ue={paper:"#0e1b1f",card:"#16272c",tint:"#1b3a3d",ink:"#eaf2f0",soft:"#b3c4c4",line:"#7d9396",hair:"#2c4247",danger:"#ffaaa0","danger-paper":"#38191a",amber:"#ffdf94","amber-paper":"#3a2e10"},jt={light:"#0a5a5e",dark:"#7fd6cb"},qt=[De.paper,De.card,De.tint],Wt=[Ue.paper,Ue.card,Ue.tint];function Ft(n,e){return[...Object.entries(n).map(([r,s])=>`--${r}: ${s};`),`--accent: ${e};`].join(" ")}var $r=te(Ft({...De,"on-accent":"#ffffff"},`var(--accent-light, ${jt.light})`)),Vt=te(Ft({...Ue,"on-accent":"#06201f"},`var(--accent-dark, ${jt.dark})`)),Jt=_`
:host {
${$r}
color-scheme: light;
}
:host([data-theme="dark"]) {
${Vt}
color-scheme: dark;
}
@media (prefers-color-scheme: dark) {
:host([data-theme="auto"]) {
${Vt}
color-scheme: dark;
}
}
`;var Gt=_`
.entry + .entry,
.entry + .feedback,
.feedback + .entry,
.note {
margin-top: 1.4em;
}
.who {
display: flex;
align-items: center;
gap: 0.35em;
margin-bottom: 0.3em;
font-size: 0.83em;
font-weight: 650;
color: var(--soft);
}
.person {
width: fit-content;
max-width: 88%;
margin-inline-start: auto;
}
.person .who {
justify-content: flex-end;
}
.typed {
padding: 0.6em 0.95em;
border-radius: 1em 1em 0.25em 1em;
background: var(--tint);
white-space: pre-wrap;
}
.note {
padding-block: 0.6em;
border-block: 1px dashed var(--line);
font-size: 0.94em;
color: var(--soft);
}
.said p + p,
.lead p + p,
.said + .said {
margin-top: 0.55em;
}
.lead h3 {
margin-bottom: 0.35em;
font-size: 1.42em;
line-height: 1.2;
letter-spacing: -0.015em;
text-wrap: balance;
}
.part {
margin-top: 1.5em;
}
.part + .said {
margin-top: 1.3em;
}
.part > h3 {
margin-bottom: 0.55em;
font-size: 1.16em;
line-height: 1.3;
}
.card {
padding: 0.95em 1.05em;
border: 1px solid var(--hair);
border-inline-start: 0.3em solid var(--accent);
border-radius: 0.35em 0.9em 0.9em 0.35em;
background: var(--card);
}
.card[data-role="also"],
.card[data-role="next"] {
border-inline-start-color: var(--line);
}
.card + .card {
margin-top: 0.8em;
}
.role {
display: flex;
align-items: center;
gap: 0.5em;
font-size: 0.83em;
font-weight: 650;
color: var(--accent);
}
.ordinal {
display: inline-grid;
place-items: center;
min-width: 1.6em;
height: 1.6em;
border-radius: 50%;
background: var(--accent);
color: var(--on-accent);
}
.card h4 {
margin-top: 0.25em;
font-size: 1.09em;
line-height: 1.3;
}
.card h5 {
margin-top: 0.7em;
}
.reason {
margin-top: 0.3em;
}
.office {
margin-top: 0.7em;
font-size: 0.94em;
color: var(--soft);
}
.facts {
margin-top: 0.45em;
}
.fact {
display: grid;
grid-template-columns: 1.25em minmax(0, 1fr);
gap: 0 0.65em;
padding-block: 0.4em;
}
.fact + .fact {
border-top: 1px solid var(--hair);
}
.fact > .icon {
margin-top: 0.15em;
color: var(--soft);
grid-row: span 2;
}
.fact dt {
font-size: 0.78em;
line-height: 1.35;
color: var(--soft);
}
.fact dd {
grid-column: 2;
}
.fact a,
.people a,
.sources a {
display: inline-block;
padding-block: 0.18em;
}
.strong {
font-size: 1.2em;
font-weight: 650;
font-variant-numeric: tabular-nums;
}
.aside {
margin-top: 0.5em;
font-size: 0.94em;
}
.origin {
margin-top: 0.55em;
font-size: 0.78em;
line-height: 1.45;
color: var(--soft);
}
.tag {
padding: 0.05em 0.45em;
border-radius: 0.3em;
background: var(--amber-paper);
color: var(--amber);
}
.fold {
border-block: 1px solid var(--hair);
}
.fold + .fold {
margin-top: 0;
border-top: 0;
}
.fold[open] {
padding-bottom: 1em;
}
.fold-title {
font-weight: 650;
}
.fold-names {
display: block;
font-size: 0.89em;
color: var(--soft);
}
.dots li,
.steps li {
display: grid;
grid-template-columns: 1.1em minmax(0, 1fr);
}
.dots li + li {
margin-top: 0.4em;
}
.dots li::before {
content: "";
width: 0.4em;
height: 0.4em;
margin-top: 0.6em;
border-radius: 50%;
background: var(--accent);
}
.steps {
counter-reset: step;
}
.steps li {
grid-template-columns: 2em minmax(0, 1fr);
counter-increment: step;
}
.steps li + li {
margin-top: 0.7em;
}
.steps li::before {
content: counter(step);
font-weight: 650;
font-size: 1.2em;
line-height: 1.3;
color: var(--accent);
}
.deadlines li {
padding: 0.7em 0;
border-top: 1px solid var(--hair);
}
.deadlines button {
margin-top: 0.5em;
}
.day {
width: fit-content;
margin-block: 0.25em;
padding: 0.1em 0.55em;
border-radius: 0.35em;
background: var(--amber-paper);
color: var(--amber);
font-size: 1.15em;
font-weight: 650;
}
.letter {
padding: 1em 1.05em;
border: 1px solid var(--hair);
border-radius: 0.9em;
background: var(--card);
}
.letter button {
margin-top: 0.8em;
}
.sources {
font-size: 0.94em;
}
`;var Kt=_`
:host {
all: initial;
display: block;
font-size: max(16px, 1rem);
}
:host([hidden]),
[hidden] {
display: none !important;
}
.panel,
.launcher {
font: 1.125em/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif;
color: var(--ink);
text-align: start;
overflow-wrap: anywhere;
}
*,
*::before,
*::after {
box-sizing: border-box;
}
h2, h3, h4, h5, p, ul, ol, dl, dd, address {
margin: 0;
padding: 0;
font: inherit;
}
ul, ol {
list-style: none;
}
b, strong, h2, h3, h4, h5 {
font-weight: 650;
}
small {
font-size: 0.83em;
}
a {
color: var(--accent);
text-decoration: underline;
text-decoration-thickness: 0.08em;
text-underline-offset: 0.2em;
}
a:hover {
text-decoration-thickness: 0.14em;
}
.icon {
width: 1.25em;
height: 1.25em;
flex: none;
fill: none;
stroke: currentColor;
stroke-width: 1.8;
stroke-linecap: round;
stroke-linejoin: round;
}
button {
display: inline-flex;
align-items: center;
gap: 0.5em;
min-height: 2.75em;
min-width: 2.75em;
margin: 0;
padding: 0.45em 0.9em;
border: 1.5px solid var(--line);
border-radius: 0.7em;
background: var(--card);
color: var(--ink);
font: inherit;
line-height: 1.3;
text-align: start;
cursor: pointer;
}
button:hover {
border-color: var(--accent);
background: var(--tint);
}
button.main {
justify-content: center;
border-color: var(--accent);
background: var(--accent);
color: var(--on-accent);
font-weight: 650;
}
button.main:hover {
background: var(--ink);
border-color: var(--ink);
color: var(--paper);
}
button.quiet {
border-color: transparent;
background: none;
color: var(--accent);
padding-inline: 0.5em;
}
button.quiet:hover {
background: var(--tint);
}
button[aria-disabled="true"] {
opacity: 0.6;
cursor: progress;
}
:focus {
outline: none;
}
:focus-visible {
outline: 3px solid var(--accent);
outline-offset: 2px;
box-shadow: 0 0 0 2px var(--paper);
border-radius: 0.3em;
}
button:focus-visible {
border-radius: 0.7em;
}
summary {
min-height: 2.75em;
padding: 0.6em 0;
color: var(--accent);
cursor: pointer;
}
.unseen {
position: absolute;
width: 1px;
height: 1px;
overflow: hidden;
clip-path: inset(50%);
white-space: nowrap;
}
@media (max-width: 30em) {
.roomy {
position: absolute;
width: 1px;
height: 1px;
overflow: hidden;
clip-path: inset(50%);
white-space: nowrap;
}
}
@media (prefers-reduced-motion: no-preference) {
button, a {
transition: background-color 120ms, border-color 120ms;
}
}
@media (forced-colors: active) {
:focus-visible {
outline-color: Highlight;
}
button, .card, .panel, textarea {
border: 1.5px solid ButtonText !important;
}
button[aria-current="true"] {
border-width: 4px !important;
}
}
`;var Yt=_`
.launcher {
position: fixed;
inset: auto max(1rem, env(safe-area-inset-right)) max(1rem, env(safe-area-inset-bottom)) auto;
z-index: 2147483000;
max-width: calc(100vw - 2rem);
padding: 0.65em 1.15em;
border: 0;
border-radius: 2em;
background: var(--accent);
color: var(--on-accent);
font-size: 1em;
font-weight: 650;
box-shadow: 0 0.35em 1.4em rgb(6 32 31 / 35%);
}
.launcher:hover {
background: var(--ink);
color: var(--paper);
}
.launcher:focus-visible {
border-radius: 2em;
}
.panel {
display: flex;
flex-direction: column;
background: var(--paper);
border: 1px solid var(--hair);
}
:host(:not([inline])) .panel {
position: fixed;
inset: auto 1rem 1rem auto;
z-index: 2147483000;
width: min(28rem, calc(100vw - 2rem));
height: min(max(84vh, 46rem), 54rem);
max-height: calc(100vh - 2rem);
border-radius: 1.1rem;
box-shadow: 0 1rem 3.5rem rgb(6 32 31 / 32%);
overflow: hidden auto;
}
:host([inline]) .panel {
max-width: 46rem;
border-radius: 1.1rem;
}
.top {
display: flex;
align-items: center;
gap: 0.65em;
padding: 0.7em 0.8em 0.7em 1.1em;
border-bottom: 1px solid var(--hair);
}
.top > .icon {
width: 1.9em;
height: 1.9em;
color: var(--accent);
}
.names {
flex: 1;
line-height: 1.2;
}
.names h2 {
font-size: 1.12em;
letter-spacing: -0.01em;
}
.names p {
font-size: 0.83em;
color: var(--soft);
}
.close {
justify-content: center;
padding: 0.4em;
border-color: transparent;
background: none;
}
.numbers {
display: flex;
flex-wrap: wrap;
align-items: center;
gap: 0 0.5em;
padding: 0 1.1em;
background: var(--danger-paper);
color: var(--danger);
border-bottom: 1px solid var(--hair);
}
.numbers-word {
font-size: 0.89em;
font-weight: 650;
}
.numbers ul {
display: flex;
flex-wrap: wrap;
gap: 0;
}
.numbers a {
display: inline-flex;
align-items: center;
justify-content: center;
gap: 0.25em;
min-width: 2.45em;
min-height: 2.45em;
padding: 0 0.3em;
color: inherit;
}
.middle {
flex: 1 0 9em;
min-height: 0;
display: flex;
flex-direction: column;
}
.middle:has(.sheet) {
flex-basis: 18em;
}
.log,
.gate,
.sheet {
position: relative;
}
.log,
.gate {
flex: 1;
min-height: 0;
overflow-y: auto;
overscroll-behavior: contain;
padding: 1.1em;
}
.log:focus-visible {
outline-offset: -3px;
border-radius: 0;
box-shadow: none;
}
:host([inline]) .middle {
flex: none;
}
:host([inline]) .log,
:host([inline]) .gate {
overflow: visible;
}
.bottom {
border-top: 1px solid var(--hair);
padding: 0.5em 1.1em;
padding-bottom: max(0.35em, env(safe-area-inset-bottom));
background: var(--paper);
border-radius: 0 0 1.05rem 1.05rem;
}
.always {
display: flex;
flex-wrap: wrap;
justify-content: space-between;
margin-inline: -0.5em;
font-size: 0.83em;
}
.always button {
min-height: 3em;
}
@media (max-width: 30em) {
:host(:not([inline])) .panel {
inset: 0;
width: 100%;
height: 100vh;
height: 100dvh;
max-height: none;
border: 0;
border-radius: 0;
}
.top {
padding-block: 0.3em;
}
.top > .icon {
width: 1.6em;
height: 1.6em;
}
.numbers {
font-size: 0.83em;
gap: 0 0.2em;
}
.numbers a {
min-width: 3em;
min-height: 3em;
padding: 0 0.2em;
}
.top, .numbers, .log, .gate, .bottom {
padding-inline: 0.85em;
}
}
@media (max-height: 36em) {
:host(:not([inline])) .panel {
display: block;
height: auto;
max-height: 100vh;
inset-block: 0;
overflow-y: auto;
}
.log, .gate {
overflow: visible;
}
.top {
padding-block: 0.3em;
}
}
@media print {
.launcher, .composer, .always, .replies, .tools, .feedback, .numbers, .status, .trouble, .close {
display: none !important;
}
:host(:not([inline])) .panel {
position: static;
width: auto;
height: auto;
max-height: none;
overflow: visible;
box-shadow: none;
}
.log {
overflow: visible;
}
}
`;var Qt=_`
.alarm {
padding: 1em 1.05em;
border: 3px solid var(--danger);
border-radius: 0.9em;
background: var(--danger-paper);
}
.alarm h3 {
color: var(--danger);
font-weight: 650;
}
.alarm h3 {
margin-bottom: 0.5em;
font-size: 1.42em;
line-height: 1.2;
}
.calls {
display: grid;
gap: 0.5em;
}
.alarm .calls {
margin-bottom: 0.9em;
}
.call {
display: flex;
align-items: center;
gap: 0.7em;
min-height: 3em;
padding: 0.4em 0.9em;
border-radius: 0.7em;
background: var(--danger);
color: var(--card);
line-height: 1.25;
text-decoration: none;
}
.call:hover {
text-decoration: underline;
}
.call small {
display: block;
}
.sheet .calls {
grid-template-columns: repeat(auto-fit, minmax(9.5em, 1fr));
margin-top: 0.4em;
}
.sheet .call {
background: none;
border: 1.5px solid var(--danger);
color: var(--danger);
padding-inline: 0.7em;
}
.sheet .call .icon {
display: none;
}
.gate > * + * {
margin-top: 0.9em;
}
.gate .intro {
font-size: 1.13em;
line-height: 1.4;
}
.gate details p + p {
margin-top: 0.55em;
}
.gate summary {
padding-block: 0.3em;
}
.gate .main {
width: 100%;
min-height: 3.1em;
font-size: 1.06em;
}
.replies {
display: flex;
flex-wrap: wrap;
gap: 0.5em;
margin-top: 1em;
}
.replies button {
border-color: var(--accent);
border-radius: 1.5em;
padding-inline: 1.05em;
color: var(--accent);
}
.replies button[aria-current="true"] {
background: var(--tint);
border-width: 3px;
font-weight: 650;
}
.replies button[aria-current="true"]::before {
content: "✓" / "";
}
.tools {
display: flex;
flex-wrap: wrap;
gap: 0 0.3em;
margin: 1em -0.5em 0;
font-size: 0.89em;
}
.feedback {
display: flex;
flex-wrap: wrap;
align-items: center;
gap: 0.5em 0.7em;
padding: 0.8em 1.05em;
border-radius: 0.9em;
background: var(--tint);
}
@media (max-width: 30em) {
.writing .icon {
display: none;
}
}
.status {
font-size: 0.94em;
color: var(--soft);
}
.status[data-busy]::before {
content: "";
display: inline-block;
width: 0.65em;
height: 0.65em;
margin-inline-end: 0.55em;
border-radius: 50%;
background: var(--accent);
}
@media (prefers-reduced-motion: no-preference) {
.status[data-busy]::before {
animation: breathe 1.4s ease-in-out infinite alternate;
}
@keyframes breathe {
to {
opacity: 0.25;
transform: scale(0.7);
}
}
}
.trouble:not(:empty) > p {
margin-block: 0.2em 0.4em;
padding: 0.4em 0.8em;
line-height: 1.4;
border-inline-start: 0.3em solid var(--amber);
background: var(--amber-paper);
color: var(--amber);
}
.trouble button {
margin-bottom: 0.4em;
}
.composer label {
display: block;
font-weight: 650;
}
.hint {
font-size: 0.83em;
line-height: 1.4;
color: var(--soft);
}
.writing {
display: flex;
flex-wrap: wrap;
align-items: flex-end;
gap: 0.5em;
margin-top: 0.35em;
}
textarea {
flex: 1 1 9em;
min-height: 2.75em;
max-height: 9em;
margin: 0;
padding: 0.5em 0.75em;
border: 1.5px solid var(--line);
border-radius: 0.7em;
background: var(--card);
color: var(--ink);
font: inherit;
line-height: 1.4;
resize: vertical;
field-sizing: content;
}
textarea:focus-visible {
border-radius: 0.7em;
outline-offset: 0;
}
.sheet {
flex: none;
min-height: 12em;
max-height: 85%;
overflow-y: auto;
padding: 0.8em 1.1em;
border-top: 3px solid var(--accent);
background: var(--card);
}
:host([inline]) .sheet {
min-height: 0;
max-height: none;
}
.sheet > * + * {
margin-top: 0.7em;
}
.sheet h3 {
font-size: 1.3em;
line-height: 1.25;
}
.people li {
padding: 0.7em 0;
border-top: 1px solid var(--hair);
}
.choice {
display: flex;
flex-wrap: wrap;
gap: 0.6em;
}
@media (max-height: 36em) {
.sheet {
max-height: none;
}
}
`;var Zt=[Jt,Kt,Yt,Gt,Qt];var Xt=G(class extends O{constructor(n){if(super(n),n.type!==C.PROPERTY&&n.type!==C.ATTRIBUTE&&n.type!==C.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!Et(n))throw Error("`live` bindings can only contain a single expression")}render(n){return n}update(n,[e]){if(e===w||e===d)return e;let t=n.element,r=n.name;if(n.type===C.PROPERTY){if(e===t[r])return w}else if(n.type===C.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(r))return w}else if(n.type===C.ATTRIBUTE&&t.getAttribute(r)===e+"")return w;return ke(n),e}});function A(n){return a`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${n}</svg>`}var de=A(k`<path d="M12 2v20M12 4h7l2.5 2.75L19 9.500h-7M12 11.500H5L2.500 14.250 5 17h7" />`),en=A(k`<path d="M6 6l12 12M18 6L6 18" />`),Ne=A(k`<path d="M6.500 3h3l1.500 5-2 1.500a12 12 0 0 0 5.500 5.500l1.500-2 5 1.500v3a2 2 0 0 1-2 2A16.500 16.500 0 0 1 4.500 5a2 2 0 0 1 2-2z" />`),tn=A(k`<path d="M3 5.500h18v13H3zM3 6.500l9 7 9-7" />`),nn=A(k`<path d="M12 21.500s-7-6.300-7-11.500a7 7 0 0 1 14 0c0 5.200-7 11.500-7 11.500z" /><circle cx="12" cy="10" r="2.500" />`),rn=A(k`<circle cx="12" cy="12" r="9" /><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18" />`),sn=A(k`<path d="M4 5.500h16v15H4zM4 10h16M8.500 3v4M15.500 3v4M12 12.500v5M9.500 15h5" />`),ze=A(k`<path d="M9 8h11v13H9zM15 8V4H4v13h5" />`),on=A(k`<path d="M7 8V3h10v5M7 17H4V8h16v9h-3M7 13.500h10V21H7z" />`),an=A(k`<path d="M12 3v12M7 10.500l5 5 5-5M4 20.500h16" />`),Be=A(k`<circle cx="12" cy="8" r="4" /><path d="M4 21c1-5 4-7 8-7s7 2 8 7" />`),ln=A(k`<path d="M4.500 7h15M9.500 7V4h5v3M6.500 7l1 14h9l1-14M10.500 11v6M13.500 11v6" />`),cn=A(k`<path d="M4 12h15M13 5.500l6.500 6.500-6.500 6.500" />`);function dn(n){let{conversation:e}=n,t=l.composer;return a`<form class="composer" @submit=${r=>wr(n,r)}>
    <label for="message">${t.label}</label>
    <p class="hint" id="hint">${t.hint}</p>
    <div class="writing">
      <textarea
        id="message"
        rows="1"
        enterkeyhint="send"
        autocomplete="off"
        aria-describedby="hint"
        .value=${Xt(e.draft)}
        @input=${r=>e.draft=r.target.value}
        @keydown=${r=>xr(n,r)}
      ></textarea>
      <button type="submit" class="main" aria-disabled=${e.doing==="nothing"?d:"true"}>
        ${t.send}${cn}
      </button>
    </div>
  </form>`}function wr(n,e){e.preventDefault(),n.send()}function xr(n,e){e.key!=="Enter"||e.shiftKey||e.isComposing||(e.preventDefault(),n.send())}function pn(n){let{doing:e,slow:t}=n.conversation,r=e==="sending"?t?l.status.slow:l.status.preparing:n.status;return a`<p class="status" role="status" ?data-busy=${e==="sending"}>${r}</p>`}function un(n){let{trouble:e}=n.conversation,t=l.problem;return a`<div class="trouble" role="alert">
    ${e?a`<p>${$(t[e.problem.kind],{seconds:"seconds"in e.problem?e.problem.seconds??"":""})} ${t.danger}</p>
          ${e.retry?a`<button type="button" @click=${()=>n.retry()}>${t.retry}</button>`:d}`:d}
  </div>`}var kr={},mn=G(class extends O{constructor(){super(...arguments),this.ot=kr}render(n,e){return e()}update(n,[e,t]){if(Array.isArray(e)){if(Array.isArray(this.ot)&&this.ot.length===e.length&&e.every((r,s)=>r===this.ot[s]))return w}else if(this.ot===e)return w;return this.ot=Array.isArray(e)?Array.from(e):e,this.render(e,t)}});var Ar=["https:","mailto:","tel:","sms:"];function hn(n){let e;try{e=new URL(n.trim())}catch{return null}return e.protocol==="http:"&&(e.protocol="https:"),Ar.includes(e.protocol)&&!e.username&&!e.password?e.href:null}function Q(n,e="tel"){let t=n.replace(/[\s.()-]/g,"");return/^\+?\d{2,15}$/.test(t)?`${e}:${t}`:null}function fn(n){let e=n.trim();return/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(e)?`mailto:${e}`:null}function gn(n){return`https://www.openstreetmap.org/search?query=${encodeURIComponent(n)}`}function bn(n){return n.trim().replace(/^https?:\/\/(www\.)?/,"").replace(/\/$/,"")}function U(n){return n.map(e=>a`<p>${f(e)}</p>`)}function P(n,e=!1){let t=n.map(r=>a`<li><span>${f(r)}</span></li>`);return e?a`<ol class="steps">${t}</ol>`:a`<ul class="dots">${t}</ul>`}function pe(n,e=bn(n)){let t=hn(n);return t?a`<a href=${t} target="_blank" rel="noopener noreferrer">${e}<span class="unseen"> (${l.answer.new_tab})</span></a>`:a`<span>${e}</span>`}function N(n,e,t=d){return e?n===3?a`<h3>${f(e)}${t}</h3>`:a`<h4>${f(e)}${t}</h4>`:d}function Z(n){return a`<span class="unseen">${$(n,{number:""})}</span>`}function ue(n,e,t){return a`<div class="fact">${n}<dt>${e}</dt><dd>${t}</dd></div>`}var vn=l.emergency.numbers;function _r(n){return $(n.sms?l.emergency.sms:l.emergency.call,{number:n.number})}function yn(n){return Q(n.number,n.sms?"sms":"tel")??""}function $n(){let n=l.emergency.bar_numbers.flatMap(e=>vn[e]??[]);return a`<nav class="numbers" aria-label=${l.emergency.bar}>
    <span class="numbers-word">${l.emergency.word}</span>
    <ul>
      ${n.map(e=>a`<li><a href=${yn(e)}>${Z(e.sms?l.emergency.sms:l.emergency.call)}<b>${e.number}</b>${e.short?a` <small>${e.short}</small>`:d}</a></li>`)}
    </ul>
  </nav>`}function He(n){let e=n.flatMap(t=>vn[t]??[]);return a`<ul class="calls">
    ${e.map(t=>a`<li><a class="call" href=${yn(t)}>${Ne}<span><b>${_r(t)}</b> <small>${t.name}</small></span></a></li>`)}
  </ul>`}var S=l.answer;function wn(n,e){let{body:t,notes:r}=n,{contact:s}=t;return a`<article class="card" data-test="body" data-role=${t.role}>
    <p class="role">${e?a`<span class="ordinal" aria-hidden="true">${e}</span>`:d}${S.roles[t.role]}</p>
    ${N(4,t.name)}
    ${t.reason?a`<p class="reason">${f(t.reason)}</p>`:d}
    ${s?Sr(s,s.name!==t.name):d}
    ${r.map(o=>a`<p class="aside">${f(o)}</p>`)}
    ${t.can.length?a`<h5>${S.can}</h5>${P(t.can)}`:d}
    ${t.cannot.length?a`<h5>${S.cannot}</h5>${P(t.cannot)}`:d}
    ${s?Er(s):d}
  </article>`}function Sr(n,e){let t=W(n),r=Q(n.phone),s=fn(n.email);return a`${e&&n.name?a`<p class="office">${f(n.name)}</p>`:d}
    <dl class="facts">
      ${n.phone?ue(Ne,S.phone,r?a`<a class="strong" href=${r}>${Z(S.call)}${Y(n.phone)}</a>`:a`${n.phone}`):d}
      ${n.email?ue(tn,S.email,s?a`<a href=${s}>${n.email}</a>`:a`${n.email}`):d}
      ${t?ue(nn,S.address,a`<address>${t}</address>${pe(gn(t),S.map)}`):d}
      ${n.url?ue(rn,S.site,pe(n.url)):d}
    </dl>`}function Er(n){let e=ce(n.source,n.sourceDate),t=n.confidence!=="high";return!e&&!t?d:a`<p class="origin">${t?a`<strong class="tag">${S.to_check}</strong> `:d}${e}</p>`}var F=l.answer;function xn(n,e){let t=e.flatMap(r=>r.kind==="bodies"&&!r.folded?r.cards:[]);return e.map(r=>r.kind==="text"?a`<div class="said">${U(r.lines)}</div>`:r.kind==="lead"?a`<div class="lead">${N(3,r.title)}${U(r.lines)}</div>`:r.kind==="bodies"?Tr(r,s=>t.length>1?t.indexOf(s)+1:0):r.kind==="deadlines"?Rr(n,r):r.kind==="sources"?Or(r):r.kind==="write"?Mr(n,r):a`<section class="part">${N(3,r.title)}${P(r.items,r.kind==="steps")}</section>`)}function Tr(n,e){let t=n.cards.map(o=>wn(o,e(o)));if(!n.folded)return a`<section class="part">${N(3,n.title)}${t}</section>`;let r=n.cards.map(o=>f(o.body.name)).join(" · "),s=n.title||F.roles[n.cards[0]?.body.role??"also"];return a`<details class="part fold">
    <summary><span class="fold-title">${f(s)}</span> <span class="fold-names">${r}</span></summary>
    ${t}
  </details>`}function Rr(n,e){return a`<section class="part">
    ${N(3,e.title)}
    <ul class="deadlines">${e.items.map(t=>a`<li>${Cr(n,t.line,t.deadline)}</li>`)}</ul>
  </section>`}function Cr(n,e,t){let r=ae(t.date),s=e.startsWith(`${t.label} :`)?e.slice(t.label.length+2).trim():e;return a`<p class="role">${F[t.direction]}</p>
    <p><strong>${f(t.label)}</strong></p>
    ${r?a`<p class="day">${r}</p>`:d}
    <p>${f(Pr(s))}</p>
    ${t.basis?a`<p class="origin">${f(t.basis)}</p>`:d}
    ${r?a`<button type="button" aria-label=${$(F.calendar_named,{label:t.label})} @click=${()=>n.addToCalendar(t)}>${sn}${F.calendar}</button>`:d}`}function Pr(n){return n.charAt(0).toUpperCase()+n.slice(1)}function Mr(n,e){let t=[`${e.title} :`,...e.items.map(r=>`- ${r}`)].map(f).join(`
`);return a`<section class="part letter">
    ${N(3,e.title)} ${P(e.items)}
    <button type="button" aria-label=${F.copy_label} @click=${()=>n.copy(t)}>${ze}${F.copy}</button>
  </section>`}function Or(n){return a`<details class="part sources">
    <summary>${$(F.sources_count,{count:n.items.length})}</summary>
    <ul class="dots">
      ${n.items.map(({line:e,source:t})=>a`<li><span>${t.url?pe(t.url,f(e)):f(e)}</span></li>`)}
    </ul>
  </details>`}var Lr=["orientation","answer"];function kn(n,e){return a`${mn([e,n.conversation.doing],()=>Dr(n,e))}`}function Dr(n,e){if(e.who==="note")return a`<p class="note" data-entry=${e.id}>${e.text}</p>`;if(e.who==="feedback")return Hr(n,e);if(e.who==="person")return a`<div class="entry person" data-entry=${e.id} data-test="person">
      <p class="who">${l.you}</p>
      <p class="typed">${e.text}</p>
    </div>`;let t=Ee(e.messages);return t?Ur(n,e,t):a``}function Ur(n,e,t){let{kind:r,numbers:s}=t.custom,o=xn(n,Pe(t));return a`<div class="entry bot" data-entry=${e.id} data-test="bot" data-kind=${r}>
    <p class="who">${de}${l.bot}</p>
    ${r==="emergency"?Nr(s,o,e.fresh===!0):o}
    ${t.buttons.length?zr(n,e,t.buttons):d}
    ${Lr.includes(r)?Br(n,t):d}
  </div>`}function Nr(n,e,t){return a`<div class="alarm" role=${t?"alert":d} data-test="emergency">
    <h3>${l.emergency.word}</h3>
    ${He(n)} ${e}
  </div>`}function zr(n,e,t){let r=n.conversation.doing!=="nothing",s=e===n.conversation.entries[0];return a`<ul class="replies" aria-label=${s?l.chips_label:l.replies_label}>
    ${t.map(({title:o,payload:i})=>{let p=e.chosen===o;return a`<li>
        <button
          type="button"
          aria-current=${p?"true":d}
          aria-disabled=${r?"true":d}
          @click=${()=>n.conversation.choose(e.id,o,i)}
        >
          ${f(o)}${p?a`<span class="unseen"> (${l.answer.chosen})</span>`:d}
        </button>
      </li>`})}
  </ul>`}function Br(n,e){let t=l.answer;return a`<div class="tools" role="group" aria-label=${t.tools}>
    <button type="button" class="quiet" @click=${()=>n.print(e)}>${on}${t.print}</button>
    <button type="button" class="quiet" @click=${()=>n.save(e)}>${an}${t.save}</button>
    <button type="button" class="quiet" @click=${()=>n.copy(Me(e,new Date))}>${ze}${t.copy_all}</button>
  </div>`}function Hr(n,e){let t=l.feedback;return e.useful!==void 0?a`<div class="feedback" data-entry=${e.id}>
      <p>${e.useful?t.thanks_yes:t.thanks_no}</p>
      ${e.useful?d:a`<button type="button" @click=${()=>n.show("human")}>${Be}${l.human.open}</button>`}
    </div>`:a`<div class="feedback" data-entry=${e.id} role="group" aria-label=${t.question}>
    <p>${t.question}</p>
    <button type="button" @click=${()=>n.rate(e.id,!0)}>${t.yes}</button>
    <button type="button" @click=${()=>n.rate(e.id,!1)}>${t.no}</button>
  </div>`}function An(n){let{organisation:e,privacyUrl:t}=n.config,r=l.gate;return a`<section class="gate" data-test="gate">
    <p class="intro">${r.intro}</p>
    <ul class="dots">${r.rules.map(s=>a`<li><span>${s}</span></li>`)}</ul>
    <details>
      <summary>${r.more}</summary>
      ${r.about.map(s=>a`<p>${s}</p>`)}
      <p>${e?$(r.organisation,{name:e}):r.no_organisation}</p>
    </details>
    ${t?a`<p><a href=${t} target="_blank" rel="noopener noreferrer">${r.privacy}<span class="unseen"> (${l.answer.new_tab})</span></a></p>`:d}
    <button type="button" class="main" @click=${()=>n.begin()}>${r.start}</button>
  </section>`}var _n=`
@page { margin: 18mm; }
body { margin: 0; font: 11.5pt/1.45 system-ui, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", sans-serif; color: #000; }
.from { font-weight: 700; color: #0a5a5e; }
h1 { font-size: 19pt; line-height: 1.2; margin: 0 0 4pt; }
h2 { font-size: 13.5pt; margin: 16pt 0 4pt; border-bottom: 1pt solid #7b8f92; break-after: avoid; }
h3 { font-size: 11.5pt; margin: 8pt 0 0; break-after: avoid; }
p, ul, ol { margin: 2pt 0; }
li { margin: 2pt 0; break-inside: avoid; }
article { break-inside: avoid; }
.facts { list-style: none; padding: 0; }
.small, footer { font-size: 9pt; overflow-wrap: anywhere; }
footer { margin-top: 16pt; border-top: 1pt solid #7b8f92; }
`;var Ir=6e4;function Sn(n,e){let t=document.createElement("iframe");t.setAttribute("aria-hidden","true"),t.tabIndex=-1,Object.assign(t.style,{position:"fixed",inset:"auto 0 0 auto",width:"0",height:"0",border:"0"}),document.body.append(t);let r=t.contentDocument,s=t.contentWindow;!r||!s||(Vr(r,n,e),s.addEventListener("afterprint",()=>t.remove()),setTimeout(()=>t.remove(),Ir),s.focus(),s.print())}function Vr(n,e,t){let r=n.defaultView?.CSSStyleSheet;if(r){let s=new r;s.replaceSync(_n),n.adoptedStyleSheets=[s]}n.documentElement.lang="fr",n.title=Oe(t),xe(jr(e,t),n.body)}function jr(n,e){return a`<main>
    <p class="from">${l.name}</p>
    ${Pe(n).map(qr)}
    <footer><p>${st(e)}</p></footer>
  </main>`}function qr(n){if(n.kind==="text")return a`${U(n.lines)}`;if(n.kind==="lead")return a`<h1>${f(n.title)}</h1>${U(n.lines)}`;let e=n.title?a`<h2>${f(n.title)}</h2>`:d;if(n.kind==="bodies")return a`<section>${e}${n.cards.map(Wr)}</section>`;if(n.kind==="deadlines")return a`<section>${e}${P(n.items.map(t=>t.line))}</section>`;if(n.kind==="sources"){let t=n.items.map(({line:r,source:s})=>a`<li>${f(r)}${s.url?a`<br />${s.url}`:d}</li>`);return a`<section class="small">${e}<ul>${t}</ul></section>`}return a`<section>${e}${P(n.items,n.kind==="steps")}</section>`}function Wr({body:n,notes:e}){let{contact:t}=n,r=t?[[l.answer.phone,Y(t.phone)],[l.answer.email,t.email],[l.answer.address,W(t)],[l.answer.site,t.url]]:[];return a`<article>
    <h3>${f(n.name)}</h3>
    ${U([n.reason,...t&&t.name!==n.name?[t.name]:[]].filter(Boolean))}
    <ul class="facts">${r.filter(([,s])=>s).map(([s,o])=>a`<li>${s}\u00a0: ${o}</li>`)}</ul>
    ${U([...e,...n.can,...n.cannot])}
    ${t?a`<p class="small">${t.confidence==="high"?"":`${l.answer.to_check}. `}${ce(t.source,t.sourceDate)}</p>`:d}
  </article>`}function En(n,e,t){let r=t[t.length-1],s=r?.who==="bot"||r?.who==="feedback"?Fr(t)??r:r,o=c=>c?n.querySelector(`[data-entry="${CSS.escape(c.id)}"]`):null,i=o(r)?.querySelector(".alarm")??o(s),p=n.querySelector(".log");if(!(!i||!p)){if(e){let{top:c,bottom:h}=i.getBoundingClientRect();(c<0||h>window.innerHeight*.6)&&window.scrollBy({top:c-12});return}for(let c of[p,p.closest(".panel")])!c||c.scrollHeight<=c.clientHeight+1||c.scrollBy({top:i.getBoundingClientRect().top-c.getBoundingClientRect().top-12})}}function Fr(n){return[...n].reverse().find(e=>e.who==="person")}function Tn(n){let e=l.human;return a`<section class="sheet" aria-labelledby="sheet-title" data-test="human">
    <h3 id="sheet-title" tabindex="-1">${e.title}</h3>
    <p>${e.intro}</p>
    ${n.config.human?a`<p class="card">${n.config.human}</p>`:d}
    <ul class="people">
      ${e.items.map(({name:t,text:r,phone:s=""})=>{let o=Q(s);return a`<li>
          <b>${t}</b>
          <p>${r}</p>
          ${o?a`<a class="strong" href=${o}>${Z(l.answer.call)}${Y(s)}</a>`:d}
        </li>`})}
    </ul>
    <p>${l.emergency.danger}</p>
    ${He(l.emergency.bar_numbers)}
    <button type="button" class="main" @click=${()=>n.show("none")}>${e.close}</button>
  </section>`}function Rn(n){let e=l.erase;return a`<section class="sheet" aria-labelledby="sheet-title" data-test="erase">
    <h3 id="sheet-title" tabindex="-1">${e.title}</h3>
    <p>${e.text}</p>
    <div class="choice">
      <button type="button" class="main" @click=${()=>n.erase()}>${e.yes}</button>
      <button type="button" @click=${()=>n.show("none")}>${e.no}</button>
    </div>
  </section>`}var Jr=150,Gr="(max-width: 30em)",Kr=1e3,z=class z extends M{constructor(){super();this.sheet="none";this.status="";this.shownOnce=!1;this.silent=!1;this.opener=null;this.revealed=0;this.onLine=()=>{navigator.onLine&&(this.status=l.status.online),this.conversation?.online(navigator.onLine)};this.onKey=t=>{t.key!=="Escape"||t.isComposing||(t.stopPropagation(),this.sheet==="none"?this.close():this.show("none"))};this.onFocus=t=>{this.inline||!this.conversation?.open||t.composedPath().includes(this)||matchMedia(Gr).matches&&this.conversation.setOpen(!1)};this.inline=!1}connectedCallback(){if(super.connectedCallback(),window.addEventListener("online",this.onLine),window.addEventListener("offline",this.onLine),document.addEventListener("focusin",this.onFocus),this.config)return;let t=Ut({...z.defaults,...this.dataset},z.origin,location.href);if(!t){console.error("recours-sante: data-server must be an https address"),this.remove();return}this.config=t,this.lang="fr",this.dataset.theme=t.theme,this.takeAccent(),this.conversation=new Ce(new Re(t.server),new Le(t.server),()=>this.requestUpdate()),this.conversation.resume()&&this.keepSilent(),this.shownOnce=this.inline||this.conversation.open}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener("online",this.onLine),window.removeEventListener("offline",this.onLine),document.removeEventListener("focusin",this.onFocus)}render(){if(!this.config)return d;if(this.inline)return a`<section class="panel" aria-labelledby="title">${this.content()}</section>`;let{open:t}=this.conversation;return a`
      <button type="button" class="launcher" data-test="launcher" aria-expanded=${t?"true":"false"} ?hidden=${t} @click=${()=>this.openPanel()}>
        ${de}<span>${this.config.launcher}</span>
      </button>
      ${this.shownOnce?a`<div class="panel" role="dialog" aria-modal="false" aria-labelledby="title" ?hidden=${!t} @keydown=${this.onKey}>${this.content()}</div>`:d}
    `}content(){let{begun:t,entries:r}=this.conversation;return a`
      <div class="top">
        ${de}
        <div class="names"><h2 id="title" tabindex="-1">${this.config.title}</h2><p>${l.subtitle}</p></div>
        ${this.inline?d:a`<button type="button" class="close" aria-label=${l.close} @click=${()=>this.close()}>${en}</button>`}
      </div>
      ${$n()}
      <div class="middle">
        ${t?d:An(this)}
        <div class="log" role="log" aria-label=${l.log} aria-live=${this.silent?"off":"polite"} tabindex=${this.inline?d:"0"} ?hidden=${!t}>
          ${Ct(r,s=>s.id,s=>kn(this,s))}
        </div>
        ${this.sheet==="human"?Tn(this):this.sheet==="erase"?Rn(this):d}
      </div>
      <div class="bottom">
        ${pn(this)} ${un(this)} ${t?dn(this):d}
        <div class="always">
          <button type="button" class="quiet" aria-expanded=${this.sheet==="human"?"true":"false"} @click=${()=>this.show(this.sheet==="human"?"none":"human")}>
            ${Be}${l.human.open}
          </button>
          ${t?a`<button type="button" class="quiet" aria-expanded=${this.sheet==="erase"?"true":"false"} @click=${()=>this.show(this.sheet==="erase"?"none":"erase")}>${ln}<span>${l.erase.open}<span class="roomy"> ${l.erase.open_more}</span></span></button>`:d}
        </div>
      </div>
    `}updated(t){if(super.updated(t),!this.conversation)return;let{entries:r}=this.conversation;r.length>this.revealed&&r[r.length-1]?.fresh&&En(this.renderRoot,this.inline,r),this.revealed=r.length}begin(){this.status="",this.conversation.begin(),this.updateComplete.then(()=>{this.focusOn(matchMedia("(pointer: coarse)").matches?"#title":"#message"),setTimeout(()=>this.conversation.greet(),Jr)})}openPanel(){this.shownOnce=!0,this.conversation.setOpen(!0),this.updateComplete.then(()=>this.focusOn("#title"))}close(){this.sheet="none",this.conversation.setOpen(!1),this.updateComplete.then(()=>this.focusOn(".launcher"))}show(t){t!=="none"&&(this.opener=this.focused());let r=this.sheet!=="none"&&t==="none"?this.opener:null;this.sheet=t,this.requestUpdate(),this.updateComplete.then(()=>t==="none"?r?.focus():this.focusOn("#sheet-title"))}erase(){this.sheet="none",this.requestUpdate(),this.conversation.erase().then(t=>this.tell(t?l.status.erased:l.status.erased_here)),this.updateComplete.then(()=>this.focusOn("#title"))}send(){this.status="",this.conversation.sendDraft()}retry(){this.status="",this.focusOn("#message"),this.conversation.retry()}rate(t,r){this.conversation.rate(t,r),this.tell(r?l.feedback.thanks_yes:l.feedback.thanks_no),this.updateComplete.then(()=>this.focusOn(".log"))}addToCalendar(t){ot(`${t.date}.ics`,"text/calendar",Ot(t,Te(),new Date)),this.tell(l.status.calendar)}copy(t){It(t).then(r=>this.tell(r?l.status.copied:l.status.not_copied))}save(t){let r=new Date;ot(`${Oe(r)}.txt`,"text/plain",Me(t,r)),this.tell(l.status.saved)}print(t){Sn(t,new Date)}tell(t){this.status=t,this.requestUpdate()}keepSilent(){this.silent=!0,setTimeout(()=>{this.silent=!1,this.requestUpdate()},Kr)}focusOn(t){this.renderRoot.querySelector(t)?.focus()}focused(){return this.renderRoot.activeElement}takeAccent(){let{accent:t}=this.config;if(!t)return;let[r,s]=[nt(t,qt),nt(t,Wt)];r&&this.style.setProperty("--accent-light",t),s&&this.style.setProperty("--accent-dark",t),!r&&!s&&console.warn("recours-sante: data-accent is not #rrggbb, or its contrast is below 4.5")}};z.styles=Zt,z.properties={inline:{type:Boolean,reflect:!0}},z.defaults={},z.origin="";var X=z;var Ve="recours-sante",Ie=document.currentScript instanceof HTMLScriptElement?document.currentScript:null;function Cn(){document.querySelector(Ve)||Ie?.dataset.launcher==="none"||document.body.append(document.createElement(Ve))}customElements.get(Ve)||(X.defaults={...Ie?.dataset},X.origin=Ie?.src?new URL(".",Ie.src).href:location.origin,customElements.define(Ve,X),document.readyState==="loading"?document.addEventListener("DOMContentLoaded",Cn):Cn());})();
